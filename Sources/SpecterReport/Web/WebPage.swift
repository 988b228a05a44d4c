/// One HTML file that needs nothing else: no script, no font, no picture, no request. Its
/// content-security policy forbids them all, so that even text of a hostile candidate that slipped
/// through the escaping could do nothing.
enum WebPage {
  /// A page; `title` is plain text, `body` is HTML.
  static func page(title: String, body: String) -> String {
    let policy = "default-src 'none'; style-src 'unsafe-inline'"
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>\(Escaping.html(title))</title>
      <style>
      \(ReportStyle.sheet)
      </style>
      </head>
      <body>
      <main>
      \(body)
      </main>
      </body>
      </html>

      """
  }
}
