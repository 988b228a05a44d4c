/// Figures as people read them, without Foundation: it would cost every start of the program.
public enum Figures {
  /// `value` with at most `places` decimals, trailing zeros cut unless `padded`; `–` for what is no
  /// finite number.
  public static func decimal(_ value: Double, _ places: Int, padded: Bool = false) -> String {
    guard value.isFinite else { return "–" }
    guard let units = scaled(value, places) else { return String(describing: value) }
    var digits = String(units.magnitude)
    if digits.utf8.count <= places {
      digits = String(repeating: "0", count: places + 1 - digits.utf8.count) + digits
    }
    let whole = digits.dropLast(places)
    var rest = Substring(digits.suffix(places))
    if !padded { while rest.last == "0" { rest.removeLast() } }
    let sign = units < 0 ? "-" : ""
    return rest.isEmpty ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
  }

  /// `value` rounded to `places` decimals; unchanged where that has no meaning.
  static func rounded(_ value: Double, _ places: Int) -> Double {
    guard let units = scaled(value, places) else { return value }
    return Double(units) / Double(power(places))
  }

  /// A count with a comma every three digits.
  static func count(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = value < 0 ? "-" : ""
    for (place, digit) in digits.enumerated() {
      if place > 0 && (digits.count - place).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// `1 cause`, `3 causes`.
  static func count(_ value: Int, _ word: String) -> String {
    "\(count(value)) \(word)\(value == 1 ? "" : "s")"
  }

  /// A share from 0 to 1 as a percentage; never `0 %` for what is more than nothing.
  static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    if share > 0 && share < 0.0001 { return "<0.01 %" }
    return "\(decimal(share * 100, share < 0.1 ? 2 : 1)) %"
  }

  /// Seconds as `0.42 s`, `12.3 s`, `4 min 05 s`, `2 h 03 min`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "–" }
    if seconds < 10 { return "\(decimal(seconds, 2)) s" }
    if seconds < 60 { return "\(decimal(seconds, 1)) s" }
    let whole = Int(seconds.rounded())
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    if whole < 3600 { return "\(whole / 60) min \(two(whole % 60)) s" }
    return "\(whole / 3600) h \(two(whole % 3600 / 60)) min"
  }

  /// A time in seconds since 1970 as `2025-01-31 09:05:00 UTC`.
  static func time(_ seconds: Double) -> String {
    guard seconds.isFinite, abs(seconds) < 1e11 else { return "–" }
    let whole = Int(seconds.rounded(.down))
    let days = whole >= 0 ? whole / 86_400 : (whole - 86_399) / 86_400
    let rest = whole - days * 86_400
    let date = civil(days)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let clock = "\(two(rest / 3600)):\(two(rest % 3600 / 60)):\(two(rest % 60))"
    return "\(date.year)-\(two(date.month))-\(two(date.day)) \(clock) UTC"
  }

  /// Days since 1970 as a Gregorian date: years are counted from March, so that the leap day is the
  /// last of its year.
  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * ofYear + 2) / 153
    let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * fromMarch + 2) / 5 + 1
    )
  }

  private static func power(_ places: Int) -> Int { (0..<places).reduce(1) { all, _ in all * 10 } }

  private static func scaled(_ value: Double, _ places: Int) -> Int? {
    let scaled = (value * Double(power(places))).rounded()
    return scaled.isFinite && abs(scaled) < 9e15 ? Int(scaled) : nil
  }
}
