/// One thing that differs between two versions of a spec.
public struct ModelChange: Sendable, Hashable {
  /// What kind of thing it is.
  public enum Subject: String, Sendable, Hashable, CaseIterable {
    /// A normative statement.
    case requirement
    /// A public entry.
    case operation
    /// A key that a user may set.
    case setting
    /// A kind of thing with fields.
    case entity
    /// One field of an entity.
    case field
    /// A code that names an error.
    case error
    /// A state or phase.
    case state
    /// A way from one state to another.
    case transition
    /// A routine in pseudocode.
    case algorithm
    /// An input with its expected outcome.
    case example
    /// A case of the test matrix.
    case matrixCase = "matrix case"
    /// Something to be done before an implementation counts as finished.
    case checklistItem = "checklist item"
    /// Something that is said to be left open.
    case silence = "stated silence"
    /// A heading.
    case section
    /// The front matter.
    case frontMatter = "front matter"
    /// Text that is none of the above. It may bind all the same: many specs use no keywords.
    case prose
  }

  /// What happened to it.
  public enum Action: String, Sendable, Hashable, CaseIterable {
    /// It is new.
    case added
    /// It is gone.
    case removed
    /// It forbids what it demanded, or the other way round.
    case reversed
    /// It binds more than before.
    case strengthened
    /// It binds less than before.
    case weakened
    /// Something that it says in a fixed form is another: a default, a type, an outcome.
    case changed
    /// It has another name.
    case renamed
    /// Its words are others.
    case reworded
    /// It stands in another section, or in another order.
    case moved
  }

  /// A property that differs.
  public struct Aspect: Sendable, Hashable {
    /// Its name: `default`.
    public var name: String
    /// What it was; nil where nothing was said.
    public var old: String?
    /// What it is; nil where nothing is said.
    public var new: String?

    /// A difference.
    public init(_ name: String, old: String?, new: String?) {
      self.name = name
      self.old = old
      self.new = new
    }
  }

  /// One version of it.
  public struct Side: Sendable, Hashable {
    /// Its id or name; empty for text that has none.
    public var name: String
    /// How binding it is; `none` where it has no keyword.
    public var strength: Requirement.Strength
    /// Its text in one line; the lines of a fence stay lines.
    public var text: String
    /// Number and title of its section.
    public var section: String
    /// Where it stands.
    public var lines: SourceLines

    /// A version.
    public init(
      name: String, strength: Requirement.Strength = .none, text: String, section: String,
      lines: SourceLines
    ) {
      self.name = name
      self.strength = strength
      self.text = text
      self.section = section
      self.lines = lines
    }
  }

  /// What kind of thing it is.
  public var subject: Subject
  /// What happened, the weightiest first; never empty.
  public var actions: [Action]
  /// It as it was; nil where it is new.
  public var old: Side?
  /// It as it is; nil where it is gone.
  public var new: Side?
  /// Properties that differ.
  public var aspects: [Aspect]
  /// Whether it applies only where something optional is implemented.
  public var isOptional: Bool
  /// Changes of what stands inside it: requirements that a setting's bullets state, and text
  /// without a keyword that belongs to a requirement.
  public var parts: [ModelChange] = []
  /// What makes it the thing it is, where it stands inside another that has not changed besides:
  /// `setting tracker.kind`.
  public var within = ""
  /// What it makes of the version.
  public var step: SemverStep
  /// Why, in one clause.
  public var reason: String
  /// Number and title of the section under which it is told: that of the new version, for what is
  /// gone too where its section is still there.
  public var section: String

  /// A change; exactly one of `old` and `new` may be nil.
  public init(
    _ subject: Subject, _ actions: [Action], old: Side?, new: Side?, aspects: [Aspect] = [],
    isOptional: Bool = false, step: SemverStep = .patch, reason: String = ""
  ) {
    self.subject = subject
    self.actions = actions
    self.old = old
    self.new = new
    self.aspects = aspects
    self.isOptional = isOptional
    self.step = step
    self.reason = reason
    section = new?.section ?? old?.section ?? ""
  }

  /// What it is called: its name now, or its last one.
  public var name: String { new?.name ?? old?.name ?? "" }
  /// The first of its actions.
  public var action: Action { actions.first ?? .changed }
  /// The stronger of its two strengths, or the strongest of its parts.
  public var strength: Requirement.Strength {
    max(old?.strength ?? .none, new?.strength ?? .none, parts.map(\.strength).max() ?? .none)
  }
  /// It and its parts.
  public var all: [ModelChange] { [self] + parts }
}

/// Which part of a version a change moves (semver.org), from the smallest to the greatest.
public enum SemverStep: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Nothing changed.
  case none
  /// Words only.
  case patch
  /// Something is new; what conformed still does.
  case minor
  /// What conformed may not conform any more, or what a user relied on may be gone.
  case major

  /// In the order of the cases.
  public static func < (left: Self, right: Self) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}
