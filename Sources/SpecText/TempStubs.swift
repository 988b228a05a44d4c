import SpecModel
public struct BlockChange: Sendable, Hashable { public var id: String }
public enum SpecDiff { public static func changes(from: [UInt8], to: [UInt8], path: String) -> [BlockChange] { [] } }
public enum SpecBlocks { public static let frontMatterID = "front-matter"; public static func frontMatter(of: [UInt8]) -> [UInt8] { [] } }
public enum Linter { public static func lint(_ spec: Spec) -> [Diagnostic] { [] } }
