import SpecModel
import Testing

@testable import SpecText

/// Specs as an extractor writes them for two libraries.
@Suite struct LibrarySpecTests {
  private func lines(_ name: String) throws -> (Spec, [String]) {
    let spec = SpecParser.parse(try fixture(name), path: name)
    return (spec, spec.examples.map { "\($0.operation) \($0.script) \($0.outcome)" })
  }

  @Test func `examples of functions become calls`() throws {
    let (spec, examples) = try lines("inflection.md")
    #expect(
      examples == [
        #"camelize [{"args":["device_type"],"call":"camelize"}] value "DeviceType""#,
        #"camelize [{"args":["device_type",false],"call":"camelize"}] value "deviceType""#,
        #"camelize [{"args":["",false],"call":"camelize"}] error IndexError"#,
        #"pluralize [{"args":["post"],"call":"pluralize"}] value "posts""#,
        #"pluralize [{"args":["a|b"],"call":"pluralize"}] value "a|bs""#,
        #"pluralize [{"args":["rain"],"call":"pluralize"}] value "rains""#,
        #"ordinal [{"args":[-1021],"call":"ordinal"}] value "st""#,
        #"camelize [{"args":["device_type"],"call":"pluralize","let":"v1"},"#
          + #"{"args":[{"$ref":"v1"}],"call":"camelize","#
          + #""kwargs":{"uppercase_first_letter":false}}] value "deviceTypes""#,
        #"ordinal [{"args":[1],"call":"ordinal"}] value "st""#,
        #"ordinal [{"args":["x"],"call":"ordinal"}] error ValueError"#,
      ])
    #expect(spec.operations.map(\.id) == ["camelize", "pluralize", "ordinal"])
    #expect(spec.operations.first?.parameters.last?.defaultValue == "true")
    #expect(
      spec.diagnostics.map(\.rule) == [
        "example-unparsed", "example-without-outcome", "example-unparsed",
      ])
    #expect(spec.requirements.map(\.id) == ["R-CAM-001"])
    #expect(spec.requirements.first?.trigger == "When `uppercase_first_letter` is false")
  }

  @Test func `examples of a class become steps on named values`() throws {
    let (spec, examples) = try lines("semver.md")
    let parse = #"{"args":["1.2.3"],"call":"Version.parse","let":"v"}"#
    // Earlier calls on the same object are kept: they may have changed it.
    let bumped = #"\#(parse),{"call":"bump_major","on":"v"}"#
    let twice = #"\#(bumped),{"call":"bump_major","on":"v"}"#
    let compare = #"{"args":["1.2.4"],"call":"compare","on":"v"}"#
    let all = #"\#(twice),\#(compare),{"call":"to_tuple","on":"v"}"#
    #expect(
      examples == [
        #"Version.parse [{"args":["1.2.3"],"call":"Version.parse","let":"v1"},"#
          + #"{"args":[1,2,3],"call":"Version","let":"v2"},"#
          + #"{"args":[{"$ref":"v2"}],"on":"v1","op":"eq"}] value true"#,
        #"Version.parse [{"args":["01.2.3"],"call":"Version.parse"}] "#
          + "error ValueError: 01.2.3 is not valid SemVer string",
        #"Version.parse [{"args":["1.2"],"call":"Version.parse"}] error ValueError"#,
        #"Version.bump_prerelease [{"args":[1,2,3],"call":"Version","let":"v1"},"#
          + #"{"call":"bump_prerelease","let":"v2","on":"v1"},"#
          + #"{"args":[1,2,4,"rc.1"],"call":"Version","let":"v3"},"#
          + #"{"args":[{"$ref":"v3"}],"on":"v2","op":"eq"}] value true"#,
        #"Version.bump_prerelease [{"args":["1.2.3-rc.1"],"call":"Version.parse","let":"v1"},"#
          + #"{"args":["dev",true],"call":"bump_prerelease","let":"v2","on":"v1"},"#
          + #"{"args":[1,2,3,"dev.1"],"call":"Version","let":"v3"},"#
          + #"{"args":[{"$ref":"v3"}],"on":"v2","op":"eq"}] value true"#,
        #"Version.bump_major [\#(parse),{"call":"bump_major","let":"v2","on":"v"},"#
          + #"{"on":"v2","op":"repr"}] "#
          + "repr Version(major=2, minor=0, patch=0, prerelease=None, build=None)",
        #"Version [\#(bumped),{"call":"bump_major","let":"v3","on":"v"},"#
          + #"{"on":"v3","op":"str"}] value "2.0.0""#,
        #"Version.major [\#(twice),{"get":"major","on":"v"}] value 1"#,
        #"Version [\#(twice),{"args":[2],"call":"Version","let":"v4"},"#
          + #"{"args":[{"$ref":"v4"}],"on":"v","op":"lt"}] value true"#,
        #"Version.compare [\#(twice),\#(compare)] value -1"#,
        #"Version [\#(twice),\#(compare),{"args":["1.2.3"],"call":"Version.parse","let":"v5"},"#
          + #"{"args":[{"$ref":"v5"}],"on":"v","op":"eq"}] value true"#,
        #"Version.to_tuple [\#(twice),\#(compare),{"call":"to_tuple","on":"v"}] "#
          + #"value {"$tuple":[1,2,3,null,null]}"#,
        #"Version.match [\#(all),{"args":["1.x"],"call":"match","on":"v"}] error ValueError: "#
          + "match_expr parameter should be in format <op><ver>",
        #"Version [\#(all),{"on":"v","op":"str"}] value "1.2.3""#,
        #"Version [\#(all),{"args":["1.2.0"],"on":"v","op":"ge"}] value true"#,
        #"Version [\#(all),{"item":{"$slice":[0,2,null]},"on":"v"}] value {"$tuple":[1,2]}"#,
      ])
    #expect(spec.requirements.map(\.id) == ["R-PAR-001"])
    #expect(spec.diagnostics.map(\.rule) == ["example-unparsed"])
    #expect(
      spec.operations.map(\.id) == [
        "Version", "Version.parse", "Version.major", "Version.bump_major",
        "Version.bump_prerelease", "Version.compare", "Version.match", "Version.to_tuple",
      ])
  }
}
