/// The environment in which subjects run, the same for every one but for its seed.
enum SubjectEnvironment {
  /// The variables; `extras` win over the fixed ones.
  static func variables(seed: UInt64, extras: [String: String]) -> [String: String] {
    let fixed = [
      "TZ": "UTC",
      "LC_ALL": "C.UTF-8",
      // Python takes 0…4294967295 and reads 0 as "no randomisation", a seed like any other.
      "PYTHONHASHSEED": String(seed % 4_294_967_295),
      "PYTHONSAFEPATH": "1",
      "PYTHONDONTWRITEBYTECODE": "1",
      "PYTHONUTF8": "1",
      "SPECTER_SEED": String(seed),
    ]
    return fixed.merging(extras) { $1 }
  }
}
