/// Bytes of a file to be replaced.
struct SourceEdit: Sendable, Hashable {
  /// Which bytes go, as offsets in the whole file.
  var range: Range<Int>
  /// What comes in their place.
  var new: [UInt8]

  /// `bytes` with the edits made and every other byte as it is, and how many were made. Of two that
  /// overlap, the first in the file is made. One that changes nothing is not counted.
  static func apply(_ edits: [SourceEdit], to bytes: [UInt8]) -> (bytes: [UInt8], count: Int) {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var next = 0
    var count = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
    where edit.range.lowerBound >= next && edit.range.upperBound <= bytes.count
      && !bytes[edit.range].elementsEqual(edit.new)
    {
      out += bytes[next..<edit.range.lowerBound]
      out += edit.new
      next = edit.range.upperBound
      count += 1
    }
    return (out + bytes[next...], count)
  }
}
