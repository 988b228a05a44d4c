/// Pairs of statements from made-up specs of many trades, to measure the rules about contradictions
/// with. Each text is markdown of its own.
struct ContradictionPair {
  /// The rule that ought to find it; nil where the pair is harmless.
  var rule: String?
  var first: String
  var second: String

  init(_ rule: String?, _ first: String, _ second: String) {
    self.rule = rule
    self.first = first
    self.second = second
  }

  /// Pairs that the rules were tuned on.
  static let tuned = [
    Self(
      "outcome-conflict", "Unknown configuration keys are ignored.",
      "An unknown configuration key is rejected at startup."),
    Self(
      "severity-conflict",
      "| Check | Severity |\n|---|---|\n| Duplicate recipient in a message | WARNING |",
      "- Validate: duplicate recipient -> error"),
    Self(
      "property-conflict", "The order of search results is unspecified.",
      "Search results preserve insertion order."),
    Self(
      "strength-conflict", "The client MUST send a `User-Agent` header.",
      "Sending a `User-Agent` header is OPTIONAL for the client."),
    Self(
      "outcome-conflict", "Expired sessions are deleted from the store.",
      "Expired sessions are not deleted from the store."),
    Self(
      "number-conflict", "A job is retried at most 5 times.",
      "Each job may be retried up to 3 times."),
    Self(
      "default-conflict",
      "| Key | Type | Default |\n|---|---|---|\n| `cache.ttl` | integer | `300` |",
      "- `cache.ttl` (integer, default 60)"),
    Self(
      "enumeration-conflict", "The field `priority` is one of `low`, `normal` or `high`.",
      "The field `priority` must be one of `low`, `medium`, `high`."),
    Self("status-conflict", "`E_QUOTA` is answered with HTTP 429.", "- `E_QUOTA`: HTTP 403."),
    Self(
      "property-conflict", "Host names are compared case-insensitively.",
      "Comparison of host names is case-sensitive."),
    Self(
      "outcome-conflict", "Webhook delivery is asynchronous.",
      "The delivery of a webhook is synchronous."),
    Self(
      "outcome-conflict", "The end of the date range is inclusive.",
      "The date range end is exclusive."),
    Self(
      "outcome-conflict", "The `email` field is required for new accounts.",
      "The `email` field is optional for new accounts."),
    Self(
      "outcome-conflict", "Existing output files are overwritten.",
      "Existing output files are kept."),
    Self(nil, "Unknown plugin settings are ignored.", "Unknown command-line flags are rejected."),
    Self(nil, "- Missing avatar image -> warning", "- Missing account name -> error"),
    Self(nil, "The order of tags is not significant.", "Log lines keep the order of events."),
    Self(nil, "The origin MUST send a `Date` header.", "The proxy MAY send a `Via` header."),
    Self(nil, "Expired tokens are not refreshed.", "Expired certificates are refreshed."),
    Self(nil, "A read is tried at most 5 times.", "A write is tried at most 2 times."),
    Self(nil, "`queue.size` defaults to 10.", "`pool.size` defaults to 20."),
    Self(
      nil, "The value `unit` is one of `px` or `em`.",
      "The value `format` is one of `png` or `webp`."),
    Self(nil, "`E_AUTH` is answered with HTTP 401.", "`E_FORBIDDEN` is answered with HTTP 403."),
    Self(nil, "User names are case-insensitive.", "Passwords are case-sensitive."),
    Self(
      nil, "A job is cancelled when its owner is deleted.",
      "A job is not cancelled when its worker restarts."),
    Self(
      nil, "Locked accounts are rejected at login.",
      "Locked accounts are accepted at login if an administrator allows it."),
  ]

  /// Pairs written before the rules were run on anything, and not looked at while tuning.
  static let heldOut = [
    Self(
      "outcome-conflict", "Empty lines in the import file are skipped.",
      "An empty line in the import file makes the import fail."),
    Self(
      "severity-conflict", "- Unresolved symbol -> warning",
      "| Rule | Severity | Description |\n|---|---|---|\n"
        + "| `symbols` | ERROR | Every symbol must be resolved at link time. |"),
    Self(
      "property-conflict", "The gallery keeps the order of uploads.",
      "The order of uploads in the gallery is arbitrary."),
    Self("strength-conflict", "Backups MUST be encrypted.", "Encryption of backups is OPTIONAL."),
    Self(
      "outcome-conflict", "Archived rooms are not included in search.",
      "Search includes archived rooms."),
    Self(
      "number-conflict", "Attachments are limited to at most 25 MB.",
      "The maximum size of attachments is 10 MB."),
    Self(
      "default-conflict", "| Option | Default |\n|---|---|\n| `smtp.port` | 587 |",
      "`smtp.port` defaults to `25`."),
    Self(
      "enumeration-conflict", "The `level` is one of `debug`, `info`, `warn`.",
      "The `level` must be either `debug`, `info` or `error`."),
    Self(
      "status-conflict", "On a parse failure the tool exits with code 2 (`ParseError`).",
      "| Error | Exit code |\n|---|---|\n| `ParseError` | 3 |"),
    Self("property-conflict", "Tag names are case-sensitive.", "Case is ignored in tag names."),
    Self("outcome-conflict", "Migrations run in parallel.", "Migrations are run sequentially."),
    Self(
      "outcome-conflict", "Invoices are sorted by date in ascending order.",
      "Sorting of invoices by date is descending."),
    Self(
      "outcome-conflict", "Timestamps are stored in UTC.", "Timestamps are stored in local time."),
    Self(
      "outcome-conflict", "A failed upload is retried automatically.",
      "A failed upload is never retried."),
    Self(nil, "Empty cells in the export are kept.", "Empty rows in the export are removed."),
    Self(nil, "- Unused import -> warning", "- Unresolved import -> error"),
    Self(
      nil, "The order of headers is not significant.",
      "The order of path segments is significant."),
    Self(nil, "Snapshots MUST be verified.", "Snapshots MAY be compressed."),
    Self(
      nil, "Archived invoices are included in reports.",
      "Archived drafts are excluded from reports."),
    Self(nil, "Thumbnails are at most 200 KB.", "Originals are at most 20 MB."),
    Self(nil, "`imap.port` defaults to `993`.", "`pop.port` defaults to `995`."),
    Self(
      nil, "The `role` is one of `admin` or `user`.", "The `kind` is one of `user` or `group`."),
    Self(nil, "`NetworkError` exits with code 4.", "`DiskError` exits with code 5."),
    Self(
      nil, "Whitespace in names is preserved.", "Whitespace around names is stripped."),
    Self(
      nil, "Comments are kept when the file is formatted.",
      "Comments are removed when the file is minified."),
    Self(
      nil, "A deleted user can be restored within 30 days.", "A purged user can not be restored."),
    Self(
      nil, "Drafts are not published while a review is open.",
      "Drafts are published once the review is closed."),
    Self(
      nil, "Public rooms are listed in the directory.",
      "Private rooms are not listed in the directory."),
  ]

  /// Longer pairs in the manner of real specs, with other words for the same thing; written after
  /// the rules, run once, and not tuned on.
  static let worded = [
    Self(
      "outcome-conflict",
      "If the lock file is stale, the daemon removes it and starts.",
      "A stale lock file is left in place and the daemon refuses to start."),
    Self(
      "severity-conflict",
      "| Code | Level | When |\n|---|---|---|\n| `W12` | WARNING | A variable shadows another "
        + "variable of an outer scope. |",
      "- Shadowed variable in an outer scope => error"),
    Self(
      "property-conflict",
      "Consumers must not rely on the order in which events of one partition arrive.",
      "Within a partition, the broker guarantees the order of events."),
    Self(
      "strength-conflict",
      "Each response MUST carry an `ETag` header.",
      "Servers MAY omit the `ETag` header from responses."),
    Self(
      "number-conflict",
      "Idle connections are closed after 30 seconds.",
      "The server closes idle connections after 2 minutes."),
    Self(
      "number-conflict",
      "User names have at least 3 characters.",
      "A user name needs a minimum of 4 characters."),
    Self(
      "default-conflict",
      "Rendering options:\n\n- `renderer.dpi` (integer)\n  - Default: `96`",
      "The resolution is taken from `renderer.dpi` (default: `72`)."),
    Self(
      "outcome-conflict",
      "Trailing commas in arrays are accepted by the parser.",
      "The parser reports a syntax error for trailing commas in arrays."),
    Self(
      "outcome-conflict",
      "Soft-deleted records are excluded from the nightly export.",
      "The nightly export contains all records, soft-deleted ones included."),
    Self(
      "status-conflict",
      "`ConfigError`: the program prints the path and exits with status 78.",
      "When `ConfigError` occurs the exit code is 2."),
    Self(
      "enumeration-conflict",
      "A ticket\u{2019}s `state` is one of `open`, `pending`, `closed`.",
      "`state` must be one of `open`, `closed`."),
    Self(
      "outcome-conflict",
      "Retries of a payment are sequential.",
      "Payment retries are issued concurrently."),
    Self(
      nil, "A stale cache entry is removed on the next read.",
      "A stale session cookie is kept until the browser closes."),
    Self(
      nil, "| Code | Level | When |\n|---|---|---|\n| `W30` | WARNING | A label is never used. |",
      "- Label used but never defined => error"),
    Self(
      nil, "Events of different topics may arrive in any order.",
      "Chunks of a file arrive in the order of their offsets."),
    Self(
      nil, "Each request MUST carry an `X-Trace` header.",
      "Clients SHOULD keep the `X-Trace` header for support."),
    Self(
      nil, "Read-only connections are closed after 10 minutes.",
      "Connections that failed to authenticate are closed after 5 seconds."),
    Self(
      nil, "Display names have at least 1 character.", "Passphrases have at least 12 characters."),
    Self(
      nil, "The thumbnail size comes from `preview.width` (default: `320`).",
      "The page size comes from `print.width` (default: `210`)."),
    Self(
      nil, "Trailing commas in arrays are accepted when the lenient mode is on.",
      "In the strict mode trailing commas in arrays are rejected."),
    Self(
      nil, "Deleted comments are excluded from the feed.",
      "Deleted threads are included in the audit log."),
    Self(
      nil, "`TimeoutError`: the tool exits with status 124.",
      "`UsageError`: the tool exits with status 64."),
    Self(
      nil, "A pull request\u{2019}s `mergeable` is one of `yes`, `no`.",
      "A check\u{2019}s `conclusion` is one of `success`, `failure`."),
    Self(
      nil, "Uploads of one client are sequential.", "Downloads of one client run in parallel."),
  ]
}
