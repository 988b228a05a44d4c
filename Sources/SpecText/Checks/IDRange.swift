/// Several ids in one word: `R-1/R-2`, and the range `R-1..R-3`.
enum IDRange {
  /// Most ids of a range.
  static let most = 100

  /// The ids that a word stands for; the word itself where it is one.
  static func ids(_ word: String) -> [String] {
    if let dots = word.firstRange(of: "..") {
      let (first, last) = (word[..<dots.lowerBound], word[dots.upperBound...])
      return range(from: String(first), to: String(last.drop { $0 == "." })) ?? [word]
    }
    let parts = word.split(separator: "/").map(String.init)
    return parts.count > 1 && parts.allSatisfy(RequirementID.isID) ? parts : [word]
  }

  /// The ids from one to the other, which differ in their last number only.
  private static func range(from first: String, to last: String) -> [String]? {
    guard RequirementID.isID(first), RequirementID.isID(last) else { return nil }
    let (start, end) = (number(of: first), number(of: last))
    let prefix = first.dropLast(start.count)
    guard prefix == last.dropLast(end.count), let low = Int(start), let high = Int(end),
      low <= high, high - low < most
    else { return nil }
    return (low...high).map { value in
      let digits = String(value)
      return prefix + String(repeating: "0", count: max(0, start.count - digits.count)) + digits
    }
  }

  private static func number(of id: String) -> String {
    String(id.reversed().prefix { $0.isNumber && $0.isASCII }.reversed())
  }
}
