import SpecModel

/// Which columns of a test matrix hold what.
struct MatrixColumns {
  private(set) var id: Int?
  private(set) var requirements: Int?
  private(set) var profile: Int?
  private(set) var check: Int?
  private(set) var result: Int?

  /// Headers by what stands below them: an id (1), requirements (2), a profile (4), a check (8),
  /// its result (16).
  private static let headers = WordTable([
    (1, ["id", "case id", "test id", "#", "no", "no."]),
    (
      2,
      [
        "requirement", "requirements", "req", "reqs", "covers", "requirement id",
        "requirement ids",
      ]
    ),
    (4, ["profile", "profiles"]),
    (
      8,
      [
        "check", "checks", "test", "tests", "test case", "test cases", "case", "verification",
        "conformance test",
      ]
    ),
    (16, ["pass", "pass?", "passed", "pass/fail", "done", "status"]),
  ])

  /// The columns of a header; nil when it is not one of a matrix: a check, and something that
  /// says which, for whom, or whether it passed.
  init?(_ header: [String]) {
    for (place, cell) in header.enumerated() {
      let kinds = cell.withBytes { Self.headers.bits(of: Self.withoutStars($0)) }
      if kinds & 1 != 0 { id = id ?? place }
      if kinds & 2 != 0 { requirements = requirements ?? place }
      if kinds & 4 != 0 { profile = profile ?? place }
      if kinds & 8 != 0 { check = check ?? place }
      if kinds & 16 != 0 { result = result ?? place }
    }
    guard check != nil, id != nil || requirements != nil || profile != nil || result != nil else {
      return nil
    }
  }

  private static func withoutStars(_ cell: Bytes) -> Bytes {
    var (start, end) = (0, cell.count)
    while start < end, cell[start] == UInt8(ascii: "*") { start += 1 }
    while end > start, cell[end - 1] == UInt8(ascii: "*") { end -= 1 }
    return cell.part(start..<end).trimmed
  }

  /// Whether its rows are cases that name requirements rather than requirements themselves.
  var namesRequirements: Bool { requirements != nil }

  /// Whether every one of `count` columns is one of a matrix.
  func areAll(_ count: Int) -> Bool {
    Set([id, requirements, profile, check, result].compactMap { $0 }).count == count
  }

  /// Whether a column says something of the check itself.
  func isText(_ column: Int) -> Bool {
    ![id, requirements, profile, result].contains(column)
  }
}

extension DocumentReader {
  /// Reads the rows of a table as cases where its header or its section says that they are.
  func readMatrix(of placed: PlacedTable, _ reader: inout CheckReader) {
    let table = placed.table
    guard table.header.count > 1, let columns = placed.matrix, !placed.holdsExamples else {
      return
    }
    let number = placed.section.map { tree.sections[$0].number } ?? ""
    for row in table.rows {
      func cell(_ column: Int?) -> String {
        column.map { row.cells[$0].replacing(character: "`", with: "") } ?? ""
      }
      let text = row.cells.indices.filter(columns.isText).map { row.cells[$0] }
        .filter { !$0.isEmpty }.joined(separator: " · ")
      guard !text.isEmpty else { continue }
      var id = cell(columns.id).replacing(character: "*", with: "")
      var named =
        columns.requirements == nil
        ? RequirementID.mentioned(in: text) : Self.names(in: cell(columns.requirements))
      let lines = SourceLines(row.line, row.line)
      if columns.requirements == nil, !reader.isOwn(id, lines) {
        named = [id] + named.filter { $0 != id }
        id = ""
      }
      let profile = cell(columns.profile)
      reader.add(
        MatrixCase(
          id: id, text: text, requirements: named,
          profile: profile.isEmpty ? reader.profile(placed.section) : profile,
          isExtension: CheckReader.isExtension(text), section: tree.label(placed.section),
          lines: lines),
        number: number)
    }
  }

  /// The ids of a cell that holds nothing else, whatever their shape.
  private static func names(in cell: String) -> [String] {
    cell.split(whereSeparator: { $0 == "," || $0 == ";" || $0 == " " })
      .map { String($0).replacing(character: "[", with: "").replacing(character: "]", with: "") }
      .filter { !$0.isEmpty && $0 != "-" && $0 != "–" && $0 != "—" }
      .flatMap(IDRange.ids)
  }

  /// Reads `#### Scenario: name` below a requirement: one case with all its steps.
  func readScenarios(_ reader: inout CheckReader, _ roles: [CheckSections.Role?]) {
    guard roles.contains(.scenario) else { return }
    let ids = requirements.idsByLine()
    var place = 0
    while place < document.leaves.count {
      let section = sectionOfLeaf[place]
      guard case .heading = document.leaves[place].kind, let section, roles[section] == .scenario
      else {
        place += 1
        continue
      }
      var end = place + 1
      while end < document.leaves.count, sectionOfLeaf[end] == section { end += 1 }
      let lines = document.lines(of: place..<end)
      let title = tree.sections[section].title
      let steps = document.line(of: (place + 1)..<end)
      let above = tree.chain(section).compactMap { ids[tree.sections[$0].lines.first] }
      reader.add(
        MatrixCase(
          id: "", text: steps.isEmpty ? title : "\(title): \(steps)", requirements: above,
          profile: reader.profile(section), section: tree.label(section), lines: lines),
        number: tree.sections[section].number)
      place = end
    }
  }
}
