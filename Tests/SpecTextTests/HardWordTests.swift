import SpecModel
import Testing

@testable import SpecText

/// Which other words in a MUST are more than words.
@Suite struct HardWordTests {
  private func step(_ old: String, _ new: String) -> String {
    let sides = [old, new].map { Array("# X\n\n- **R-1** \($0)\n".utf8) }
    let list = SpecComparison.changes(from: (sides[0], "old.md"), to: (sides[1], "new.md"))
    return "\(list.step.rawValue): \(list.reasons.first?.reason ?? "")"
  }

  @Test(arguments: [
    ("It MUST accept an empty name.", "It MUST reject an empty name."),
    ("Rows MUST be sorted in ascending order.", "Rows MUST be sorted in descending order."),
    ("The range MUST be inclusive at its end.", "The range MUST be exclusive at its end."),
    ("The first match MUST win.", "The last match MUST win."),
    ("It MUST log before the write.", "It MUST log after the write."),
    ("Duplicates MUST be kept.", "Duplicates MUST be removed."),
    ("At least the name MUST be shown.", "At most the name MUST be shown."),
    ("Writers MUST be started in parallel.", "Writers MUST be started sequentially."),
  ])
  func `a word turned into its opposite is major`(old: String, new: String) {
    let turned = "major: a MUST has a word in it turned into its opposite"
    #expect(step(old, new) == turned)
    #expect(step(new, old) == turned)
  }

  @Test(arguments: [
    ("It MUST keep two items.", "It MUST keep three items."),
    ("It MUST print two lines.", "It MUST print three lines."),
    ("It MUST try once.", "It MUST try twice."),
    ("It MUST print one line.", "It MUST print two lines."),
    ("It MUST print a line.", "It MUST print twelve lines."),
    ("It MUST try 3 times in 5 s.", "It MUST try 5 times in 3 s."),
  ])
  func `numbers in words and numbers that change places are major`(old: String, new: String) {
    #expect(step(old, new) == "major: a MUST has other numbers in it")
    #expect(step(new, old) == "major: a MUST has other numbers in it")
  }

  @Test func `names in code that change places are major`() {
    #expect(
      step("`a` MUST come right before `b` in it.", "`b` MUST come right before `a` in it.")
        == "major: a MUST has other code in it")
  }

  @Test(arguments: [
    ("It MUST keep two items.", "It MUST keep 2 items at all times."),
    ("It MUST take the one that fits.", "It MUST take what fits."),
    ("Once it runs, it MUST log.", "As soon as it runs, it MUST log."),
    ("It MUST refuse empty names.", "It MUST reject names that are empty."),
    ("It MUST wait 3 s and try 5 times.", "It MUST try 5 times and wait 3 s."),
    ("It MUST accept a and reject b.", "It MUST reject b and accept a."),
    ("It MUST preserve the order.", "It MUST retain the order of rows."),
    ("It MUST say `a`, and `a` alone.", "It MUST say `a` alone."),
  ])
  func `the same in other words is a patch`(old: String, new: String) {
    #expect(step(old, new) == "patch: a MUST is reworded")
    #expect(step(new, old) == "patch: a MUST is reworded")
  }
}
