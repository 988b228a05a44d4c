/// An agent that reads skills.
public enum SkillReader: String, Sendable, Hashable, CaseIterable {
  /// Claude Code.
  case claude
  /// Codex, and whoever else looks into the folder that agents share.
  case codex

  /// Where it looks, below a project's folder as below a person's home folder.
  public var folder: String {
    switch self {
    case .claude: ".claude/skills"
    case .codex: ".agents/skills"
    }
  }
}

/// Putting skills where agents look.
public struct SkillInstallation: Sendable {
  /// What lies at a path.
  public enum Found: Sendable, Hashable {
    /// Nothing.
    case nothing
    /// A file of these bytes.
    case file([UInt8])
    /// Something that is no file.
    case other
  }

  /// What was done for one skill and one agent.
  public struct Outcome: Sendable, Hashable {
    /// What was done.
    public enum Action: String, Sendable, Hashable, CaseIterable {
      /// It was not there.
      case installed
      /// An older one of Specter's was replaced.
      case updated
      /// It was there.
      case unchanged
      /// What a person had changed was replaced, as they asked.
      case overwritten
      /// What a person changed was left as it is.
      case kept
    }

    /// The skill's name.
    public var skill: String
    /// The agent.
    public var reader: SkillReader
    /// The file, below the folder that was installed into.
    public var path: String
    /// What was done.
    public var action: Action
  }

  /// For whom.
  public var readers: [SkillReader]
  /// Whether what a person changed is overwritten too.
  public var force: Bool

  /// An installation.
  public init(readers: [SkillReader], force: Bool = false) {
    self.readers = readers
    self.force = force
  }

  /// Installs `skills`. A skill is one file, so `write`, which must write it whole or not at all,
  /// leaves each skill whole; what it throws ends the installation, and what was written stays.
  ///
  /// Each file is looked at when its turn comes: the folders of two agents may be one.
  public func run(
    _ skills: [Skill] = Skill.all, read: (String) throws -> Found,
    write: (String, [UInt8]) throws -> Void
  ) throws -> [Outcome] {
    var outcomes: [Outcome] = []
    for reader in readers {
      for skill in skills {
        let path = "\(reader.folder)/\(skill.name)/SKILL.md"
        let action = action(try read(path), for: skill)
        if action != .unchanged, action != .kept {
          try write(path, Array(SkillCopy.text(of: skill).utf8))
        }
        outcomes.append(Outcome(skill: skill.name, reader: reader, path: path, action: action))
      }
    }
    return outcomes
  }

  private func action(_ found: Found, for skill: Skill) -> Outcome.Action {
    let standing: SkillCopy.Standing =
      switch found {
      case .nothing: .absent
      case .file(let bytes): SkillCopy.standing(of: bytes, to: skill)
      case .other: .changed
      }
    return switch standing {
    case .absent: .installed
    case .current: .unchanged
    case .outdated: .updated
    case .changed: force ? .overwritten : .kept
    }
  }
}
