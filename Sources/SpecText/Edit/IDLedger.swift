import SpecModel

/// The ids that a spec's requirements have or once had, so that none is given twice: text with one
/// id a line. Lines that begin with `#` are remarks; what stands behind an id is for people.
public enum IDLedger {
  /// The ids that a ledger names, each once, in its order.
  public static func ids(in bytes: [UInt8]) -> [String] {
    var seen: Set<String> = []
    return bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).compactMap { line in
      let word = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }).first ?? []
      guard let first = word.first, first != UInt8(ascii: "#") else { return nil }
      let id = String(decoding: word, as: UTF8.self)
      return seen.insert(id).inserted ? id : nil
    }
  }

  /// The ledger with the ids that it lacks at its end; the same bytes where it lacks none.
  public static func adding(_ ids: [String], to bytes: [UInt8]) -> [UInt8] {
    var known = Set(self.ids(in: bytes))
    let new = ids.filter { known.insert($0).inserted }
    guard !new.isEmpty else { return bytes }
    var out = bytes
    if out.isEmpty {
      out += "# Every id that a requirement has or had; none is given twice. Keep this file.\n".utf8
    } else if out.last != 0x0A {
      out.append(0x0A)
    }
    for id in new { out += "\(id)\n".utf8 }
    return out
  }
}
