import SpecModel
import Testing

@testable import SpecText

/// Declarations of many languages in fences under an Interface heading.
@Suite struct DeclarationTests {
  private func found(_ language: String, _ code: String) -> [String] {
    let spec = parsed("# S\n\n## API\n\n```\(language)\n\(code)\n```\n")
    let operations = spec.operations.map { operation -> String in
      let parameters = operation.parameters.map { parameter -> String in
        let mark = parameter.required ? "" : parameter.kind == .rest ? "*" : "?"
        return "\(parameter.name)\(mark): \(parameter.type)"
      }
      return "\(operation.id)(\(parameters.joined(separator: ", "))) \(operation.returns)"
    }
    return operations
      + spec.diagnostics.filter { $0.rule == "operation-unparsed" }.map { "! \($0.lines.first)" }
  }

  @Test(arguments: [
    (
      "ts", "export function go(a: string, b?: number): boolean;",
      ["go(a: string, b?: number) boolean"]
    ),
    ("go", "func Add(a int, b int) int", ["Add(a: int, b: int) int"]),
    ("rust", "pub fn add(a: i32, b: i32) -> i32", ["add(a: i32, b: i32) i32"]),
    (
      "swift", "public func add(_ a: Int, to b: Int = 1) throws -> Int",
      ["add(a: Int, to?: Int) Int"]
    ),
    ("java", "public static int add(int a, final int b);", ["add(a: int, b: int) int"]),
    ("c", "int add(int a, const char *b);", ["add(a: int, b: const char *) int"]),
    ("kotlin", "fun add(a: Int, b: Int = 1): Int", ["add(a: Int, b?: Int) Int"]),
    ("", "add(a, b) -> c\nzero()", ["add(a: , b: ) c", "zero() "]),
  ])
  func `a function of each language is an operation`(
    _ language: String, _ code: String, _ expected: [String]
  ) {
    #expect(found(language, code) == expected)
    #expect(found(language, "\n\(code)\n") == expected)
  }

  @Test(arguments: [
    (
      "typescript",
      "export interface Box<T> {\n  readonly size: number;\n"
        + "  put(key: string, ...items: T[]): void;\n"
        + "  get name(): string;\n}\n\nexport class Bag extends Box {\n"
        + "  constructor(private size: number = 1) { super(); }\n"
        + "  async all(): Promise<Map<string, T>> { return f(1); }\n"
        + "  private hide(a: string): void;\n}",
      [
        "Box.put(key: string, items*: T[]) void", "Box.name() string", "Bag(size?: number) Bag",
        "Bag.all() Promise<Map<string, T>>",
      ]
    ),
    (
      "go",
      "package x\n\ntype Box interface {\n"
        + "\tPut(ctx context.Context, a, b string) (int, error)\n"
        + "\tLen() int\n}\n\ntype Bag struct {\n\tSize int\n}\n\n"
        + "func (b *Bag) Get(names ...string) map[string]int {\n"
        + "\tif f(1) { g(2) }\n\treturn nil\n}",
      [
        "Box.Put(ctx: context.Context, a: string, b: string) (int, error)", "Box.Len() int",
        "Bag.Get(names*: string) map[string]int",
      ]
    ),
    (
      "rust",
      "pub struct Bag { size: usize }\n\nimpl<'a, T: Clone> Bag<T> {\n    pub fn new() -> Self;\n"
        + "    pub fn get(&self, key: &str, f: impl Fn(i32) -> i32) -> Option<T> { todo!() }\n}\n\n"
        + "impl Display for Bag {\n    fn fmt(&self, f: &mut Formatter<'_>) -> Result;\n}",
      [
        "Bag.new() Self", "Bag.get(key: &str, f: impl Fn(i32) -> i32) Option<T>",
        "Bag.fmt(f: &mut Formatter<'_>) Result",
      ]
    ),
    (
      "swift",
      "public struct Bag: Sendable {\n  public init(size: Int)\n  public var count: Int { get }\n"
        + "  static func make<T>(_ items: T...) -> Bag where T: Hashable\n}\n"
        + "extension Bag {\n  func clear() { f(1) }\n}",
      [
        "Bag(size: Int) Bag", "Bag.count() Int", "Bag.make(items*: T...) Bag", "Bag.clear() ",
      ]
    ),
    (
      "java",
      "public class Bag {\n  private int size;\n  public Bag(int size) { this.size = size; }\n"
        + "  @Override\n  public <T> List<Map<String, T>> all(Class<T> type, String... names)\n"
        + "      throws IOException;\n}",
      [
        "Bag(size: int) Bag",
        "Bag.all(type: Class<T>, names*: String) List<Map<String, T>>",
      ]
    ),
    (
      "c",
      "#include <stdio.h>\n/* adds */\nint add(int, int);\nstruct bag *make(void);\n"
        + "void each(struct bag *b, int (*visit)(int, void *));\ntypedef struct { int x; } point;",
      [
        "add(arg1: int, arg2: int) int", "make() struct bag *",
        "each(b: struct bag *, visit: int (*visit)(int, void *)) void",
      ]
    ),
    (
      "ts",
      "export const go = (a: string): boolean => true;\nexport type Name = string;\n"
        + "const x = f(1);",
      ["go(a: string) boolean"]
    ),
    (
      "ts", "export function go(\n  a: string,\n  b: { c: number },\n): { d: string };",
      ["go(a: string, b: { c: number }) { d: string }"]
    ),
  ])
  func `members get their type's name, and bodies and data are passed over`(
    _ language: String, _ code: String, _ expected: [String]
  ) {
    #expect(found(language, code) == expected)
  }

  @Test(arguments: [
    ("ts", "export function go(a: string", ["! 6"]), ("go", "func Add(a int, b", ["! 6"]),
    ("rust", "pub fn add(a, b) -> i32", ["! 6"]), ("swift", "func add(a: Int", ["! 6"]),
    ("ts", "function ok(): void;\nfunction ({ a }): void;", ["ok() void", "! 7"]),
    ("", "add(a, b) -> c\nsub(a -> b", ["add(a: , b: ) c", "! 7"]),
    ("ruby", "def add(a, b)\nend", ["! 6"]),
  ])
  func `what looks like a declaration and is not read is told`(
    _ language: String, _ code: String, _ expected: [String]
  ) {
    #expect(found(language, code) == expected)
  }

  @Test(arguments: [
    ("", "x = add(1, 2)\nprint(x)"), ("", "FUNCTION add(a) -> b:\n    RETURN a"),
    ("json", "{\"a\": 1}"), ("sh", "add() { echo; }"), ("ts", "const x = await go('a');\ngo(x);"),
    ("go", "x, err := Add(1, 2)\nif err != nil { return }"), ("", "add(a, b)\nsub(a)"),
    ("java", "int x = add(1, 2);\nreturn add(x);"), ("ruby", "x = add(1, 2)"),
  ])
  func `usage, pseudocode and data declare nothing`(_ language: String, _ code: String) {
    #expect(found(language, code) == [])
  }

  @Test func `without an Interface heading no fence declares anything`() {
    #expect(parsed("# S\n\n```ts\nfunction go(): void;\n```\n").operations.isEmpty)
  }
}
