import SpecModel
import SpecterKit

/// Specs of the toy library.
enum ToySpec {
  static let frontMatter = """
    ---
    spec: toy
    version: 0.1.0
    reference:
      from: path:reference
    surface: { kind: python, module: toy }
    ---

    """

  static let bare = Array(frontMatter.utf8)

  /// A spec that rules out `faults`; `more` is put at its end.
  static func ruling(
    out faults: Set<Toy.Fault> = [], sum: Int = 3, head: String = frontMatter, more: String = ""
  ) -> [UInt8] {
    let rules = faults.sorted { $0.rawValue < $1.rawValue }.map { $0.requirement + "\n" }.joined()
    return Array(
      (head + """

        # Toy

        ## `shout(text: str) -> str`

        - **R-SHOUT-1** `shout` MUST give the text in capitals.

        ```pycon
        >>> toy.shout("a")
        'A!'
        ```

        ## `add(a: int, b: int) -> int`

        - **R-ADD-1** `add` MUST give the sum.

        ```pycon
        >>> toy.add(1, 2)
        \(sum)
        ```


        """ + rules + more).utf8)
  }

  /// The faults that a spec rules out.
  static func ruledOut(by spec: String) -> Set<Toy.Fault> {
    Set(Toy.Fault.allCases.filter { spec.contains($0.requirement) })
  }
}
