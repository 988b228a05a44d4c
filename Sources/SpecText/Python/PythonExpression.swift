import SpecModel

/// A Python expression, as far as examples use them.
indirect enum PythonExpression: Hashable {
  /// A value written down; lists and the like only when all their items are literals too.
  case literal(Value)
  /// A list, tuple, set or dict with items that are no literals.
  case sequence(tag: String?, [PythonExpression])
  /// A dict with items that are no literals.
  case dictionary([Pair])
  case name(String)
  case attribute(PythonExpression, String)
  case call(PythonExpression, [PythonExpression], named: [Keyword])
  case item(PythonExpression, PythonExpression)
  /// An operator in the protocol's spelling: `eq`, `lt`, `contains`, `add` …
  case binary(String, PythonExpression, PythonExpression)
  /// `neg`, `pos`, `invert`, `not`.
  case unary(String, PythonExpression)

  /// An argument by name.
  struct Keyword: Hashable {
    var name: String
    var value: PythonExpression
  }

  /// A key and its value.
  struct Pair: Hashable {
    var key: PythonExpression
    var value: PythonExpression
  }

  /// The value, where the whole expression is one.
  var value: Value? { if case .literal(let value) = self { value } else { nil } }

  /// `a.b.c` as `["a", "b", "c"]`; nil where anything but names is in it.
  var path: [String]? {
    switch self {
    case .name(let name): [name]
    case .attribute(let base, let name): base.path.map { $0 + [name] }
    default: nil
    }
  }
}

/// Why a text is no expression that examples may use.
struct PythonSyntaxError: Error, Hashable {
  /// In words, without a full stop.
  var reason: String
}
