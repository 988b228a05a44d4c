import CCMarkGFM
import SpecModel
import SpecText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Times the reading of specs beside the block parser alone. `scripts/bench` runs it.
///
/// `SpecSpeed SECONDS FILE…` prints a line for each file: its name, its bytes, and the megabytes a
/// second of libcmark-gfm and of the whole model, tab-separated. Both are called in turn for
/// SECONDS each; the fastest call counts, because a busy machine only ever slows one down.
/// `SpecSpeed once FILE` reads a file once and prints the seconds and the peak memory in megabytes.
@main
enum Reading {
  static func main() {
    let words = CommandLine.arguments.dropFirst()
    guard let first = words.first, words.count > 1 else {
      print("use: SpecSpeed SECONDS FILE… | SpecSpeed once FILE")
      exit(64)
    }
    for path in words.dropFirst() {
      guard let bytes = contents(of: path) else {
        print("SpecSpeed: \(path) can't be read")
        exit(2)
      }
      if first == "once" {
        once(bytes)
      } else {
        compare(bytes, path, seconds: Double(first) ?? 1)
      }
    }
  }

  private static func once(_ bytes: [UInt8]) {
    var requirements = 0
    let seconds = time {
      requirements = SpecParser.parse(bytes, path: "SPEC.md").requirements.count
    }
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    print("\(seconds)\t\(usage.ru_maxrss / 1024)\t\(requirements)")
  }

  private static func compare(_ bytes: [UInt8], _ path: String, seconds: Double) {
    var best = (cmark: Double.infinity, model: Double.infinity)
    var spent = 0.0
    while spent < 2 * seconds {
      let blocks = time { parseBlocks(bytes) }
      let model = time { _ = SpecParser.parse(bytes, path: path) }
      best = (min(best.cmark, blocks), min(best.model, model))
      spent += blocks + model
    }
    let size = Double(bytes.count) / 1e6
    print("\(path)\t\(bytes.count)\t\(size / best.cmark)\t\(size / best.model)")
  }

  /// What libcmark-gfm does alone, with the extensions that the parser uses.
  private static func parseBlocks(_ bytes: [UInt8]) {
    cmark_gfm_core_extensions_ensure_registered()
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return }
    for name in ["table", "strikethrough", "tasklist"] {
      if let syntax = cmark_find_syntax_extension(name) {
        cmark_parser_attach_syntax_extension(parser, syntax)
      }
    }
    bytes.withUnsafeBytes { buffer in
      if let start = buffer.baseAddress {
        cmark_parser_feed(parser, start.assumingMemoryBound(to: CChar.self), buffer.count)
      }
    }
    let root = cmark_parser_finish(parser)
    cmark_parser_free(parser)
    cmark_node_free(root)
  }

  private static func time(_ body: () -> Void) -> Double {
    let spent = ContinuousClock().measure(body).components
    return Double(spent.seconds) + Double(spent.attoseconds) * 1e-18
  }

  private static func contents(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    let count = ftell(file)
    guard count >= 0 else { return nil }
    rewind(file)
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
      read = fread(buffer.baseAddress, 1, count, file)
    }
  }
}
