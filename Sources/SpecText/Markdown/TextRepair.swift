/// Makes any bytes valid UTF-8, and tells where they were not.
enum TextRepair {
  /// Offset of the first byte that is not UTF-8; nil when all is well.
  static func firstFault(in bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { buffer in
      let raw = UnsafeRawBufferPointer(buffer)
      var place = 0
      while place < buffer.count {
        if buffer[place] < 0x80 {
          place += 1
          // Eight bytes of ASCII at a time.
          while place + 8 <= buffer.count,
            raw.loadUnaligned(fromByteOffset: place, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
          {
            place += 8
          }
          continue
        }
        let length = sequenceLength(buffer, at: place)
        guard length > 0 else { return place }
        place += length
      }
      return nil
    }
  }

  /// The bytes with every invalid part replaced by U+FFFD. Line ends stay where they are, so lines
  /// are still those of the file.
  static func repaired(_ bytes: [UInt8]) -> [UInt8] {
    Array(String(decoding: bytes, as: UTF8.self).utf8)
  }

  /// Length of the sequence that starts with a byte above 0x7F; 0 when it is invalid.
  private static func sequenceLength(_ buffer: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
    func trails(_ offset: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool {
      place + offset < buffer.count && buffer[place + offset] >= low
        && buffer[place + offset] <= high
    }
    switch buffer[place] {
    case 0xC2...0xDF: return trails(1) ? 2 : 0
    case 0xE0: return trails(1, 0xA0) && trails(2) ? 3 : 0
    case 0xED: return trails(1, 0x80, 0x9F) && trails(2) ? 3 : 0
    case 0xE1...0xEF: return trails(1) && trails(2) ? 3 : 0
    case 0xF0: return trails(1, 0x90) && trails(2) && trails(3) ? 4 : 0
    case 0xF1...0xF3: return trails(1) && trails(2) && trails(3) ? 4 : 0
    case 0xF4: return trails(1, 0x80, 0x8F) && trails(2) && trails(3) ? 4 : 0
    default: return 0
    }
  }
}
