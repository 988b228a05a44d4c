import SpecModel

/// Reads members of a document and says which one is wrong.
struct DocumentReader {
  /// The value that is read.
  let value: Value
  /// Its place in the document, for example `causes.0.witness`.
  let place: String

  /// A reader of a whole document.
  init(_ value: Value, place: String = "") {
    self.value = value
    self.place = place
  }

  /// What is wrong with a member.
  func fault(_ key: String, _ expected: String) -> Failure {
    let path = place.isEmpty ? key : "\(place).\(key)"
    return Failure(
      .badInput, "the verdict's member '\(path)' is not \(expected)",
      remedy: "Restore the file, or measure again to write it anew")
  }

  /// The member `key`, nil where it is missing or `null`.
  func optional(_ key: String) -> DocumentReader? {
    guard let member = value[key], member != .null else { return nil }
    return DocumentReader(member, place: place.isEmpty ? key : "\(place).\(key)")
  }

  /// The member `key`.
  func member(_ key: String) throws(Failure) -> DocumentReader {
    guard let member = optional(key) else { throw fault(key, "there") }
    return member
  }

  /// The text at `key`.
  func text(_ key: String) throws(Failure) -> String {
    guard let text = value[key]?.stringValue else { throw fault(key, "a text") }
    return text
  }

  /// The whole number at `key`.
  func int(_ key: String) throws(Failure) -> Int {
    guard let number = value[key]?.intValue else { throw fault(key, "a whole number") }
    return number
  }

  /// The number at `key`.
  func double(_ key: String) throws(Failure) -> Double {
    guard let number = value[key]?.doubleValue else { throw fault(key, "a number") }
    return number
  }

  /// The number at `key`; nil where it is missing or `null`.
  func optionalDouble(_ key: String) throws(Failure) -> Double? {
    optional(key) == nil ? nil : try double(key)
  }

  /// The items of the list at `key`.
  func list(_ key: String) throws(Failure) -> [DocumentReader] {
    guard let items = value[key]?.arrayValue else { throw fault(key, "a list") }
    let start = place.isEmpty ? key : "\(place).\(key)"
    return items.enumerated().map { DocumentReader($0.element, place: "\(start).\($0.offset)") }
  }

  /// The texts of the list at `key`.
  func texts(_ key: String) throws(Failure) -> [String] {
    guard let items = value[key]?.arrayValue else { throw fault(key, "a list") }
    let texts = items.compactMap(\.stringValue)
    guard texts.count == items.count else { throw fault(key, "a list of texts") }
    return texts
  }

  /// One of the words of an enumeration at `key`.
  func word<Word: RawRepresentable>(_ key: String) throws(Failure) -> Word
  where Word.RawValue == String {
    guard let word = Word(rawValue: try text(key)) else {
      throw fault(key, "a word that this version knows")
    }
    return word
  }

  /// The digest at `key`; nil where it is missing or `null`.
  func digest(_ key: String) throws(Failure) -> Digest? {
    if optional(key) == nil { return nil }
    guard let digest = Digest(try text(key)) else { throw fault(key, "a SHA-256 digest") }
    return digest
  }

  /// The number of 64 bits at `key`.
  func seed(_ key: String) throws(Failure) -> UInt64 {
    if case .number(let text)? = value[key], let seed = UInt64(text) { return seed }
    guard let text = value[key]?["$int"]?.stringValue, let seed = UInt64(text) else {
      throw fault(key, "a number of 64 bits")
    }
    return seed
  }
}
