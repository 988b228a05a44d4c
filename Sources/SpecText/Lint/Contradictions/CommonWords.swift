/// Words of general English and of software in general that the contradiction rules know. Nothing
/// here may come from a single document: `docs/lint/contradictions.md` gives the reason of each
/// group, and a word that is at home in one trade only does not belong here.
enum CommonWords {
  /// Other names of one thing, by stem; the second word says whether it is the contrary.
  static let synonyms: [String: (stem: String, flips: Bool)] = [
    // A node, file or row that nothing leads to is what reachability forbids.
    "orphan": ("reach", true), "absent": ("miss", false), "lack": ("miss", false),
    "param": ("parameter", false), "argument": ("parameter", false), "arg": ("parameter", false),
    "dir": ("directory", false), "folder": ("directory", false), "config": ("configur", false),
    "id": ("identifier", false), "repo": ("repository", false), "msg": ("message", false),
    "max": ("max", false), "ordering": ("order", false), "unknown": ("recogn", true),
    "unrecogn": ("recogn", true), "unrecognis": ("recogn", true), "recogniz": ("recogn", false),
    "recognis": ("recogn", false), "know": ("recogn", false), "blank": ("empty", false),
    "property": ("field", false), "attribut": ("field", false), "member": ("field", false),
    "key": ("key", false), "error": ("error", false),
  ]

  /// How bad something is, by lower-case word. `fatal` and `critical` count as errors.
  static let severities: [String: String] = [
    "error": "error", "errors": "error", "fatal": "error", "critical": "error",
    "warning": "warning", "warnings": "warning", "warn": "warning", "warns": "warning",
    "info": "info", "informational": "info", "notice": "info", "hint": "info",
  ]

  /// The words of RFC 2119's keywords, which count in capitals only.
  static let keywords: Set<String> = [
    "MUST", "SHALL", "REQUIRED", "SHOULD", "RECOMMENDED", "MAY", "OPTIONAL", "NOT",
  ]

  /// Words that turn what follows into its contrary.
  static let negations: Set<String> = [
    "NOT",
    "not", "never", "no", "cannot", "without", "neither", "nor", "non", "can't", "doesn't",
    "don't", "isn't", "aren't", "won't", "mustn't", "shouldn't",
  ]

  /// Those that stand before verbs.
  static let verbNegations = negations.subtracting(["no", "without", "neither", "nor", "non"])

  /// Words for something named before.
  static let pronouns: Set<String> = [
    "it", "this", "that", "they", "these", "those", "he", "we", "you", "which", "there",
  ]

  /// Verbs that a clause without a subject begins with.
  static let auxiliaries: Set<String> = [
    "must", "should", "shall", "may", "can", "could", "might", "will", "would", "MUST", "SHOULD",
    "SHALL", "MAY", "is", "are", "was", "were", "be", "has", "have", "had", "do", "does", "did",
    "need", "needs",
  ]

  /// What `not` does not turn round: `not only`, `no more than`, `no longer`.
  static let afterNegation: Set<String> = [
    "only", "more", "less", "later", "longer", "necessarily", "just", "yet", "fewer", "limited",
    "matter", "even", "merely", "always", "every", "all", "than",
  ]

  /// Words that tie a statement to a case.
  static let conditions: Set<String> = [
    "if", "when", "unless", "until", "except", "only", "otherwise", "while", "after", "before",
    "during", "once", "where", "whenever", "otherwise", "instead", "without", "but", "then",
    "because", "already", "still", "yet", "some", "certain", "other", "first", "last", "exception",
    "strict", "lenient", "unlike", "whereas", "initially", "finally", "eventually", "older",
    "legacy",
  ]

  /// Words of permission: what may happen need not.
  static let permissions: Set<String> = [
    "MAY", "OPTIONAL", "may", "can", "might", "could", "optionally", "sometimes", "often",
    "usually", "typically",
    "either", "whether", "or", "possibly", "would", "e.g", "example", "examples",
  ]

  /// Words without a subject of their own: articles, pronouns, prepositions, auxiliaries, keywords
  /// of RFC 2119, light verbs, and the verbs that test cases begin with.
  static let empty: Set<String> = Set(
    """
    a an the this that these those it its they their them which who whose what there here each
    every any all both either neither some such same other another own of in on at to for from by
    with within without into onto over under per via as than then so and or but nor yet if when
    while where whether unless until because since after before during once otherwise only also
    even just still already always never not no cannot can could may might must shall should will
    would required optional recommended need needs is are was were be been being am do does did
    done has have had having get gets got give gives given make makes made take takes taken use
    uses used using cause causes lead leads result results produce produces yield yields return
    returns returned report reports reported emit emits emitted treat treated treats considered
    consider become becomes remain remains check checks checked verify verifies ensure ensures
    assert asserts validate validates confirm test tests case cases handle handles handled support
    supports supported implementation implementations system one more most least less about above
    below between out up down off again very too e.g i.e etc vs true immediately simply exactly
    automatically normally generally respectively correctly properly specified described defined
    section see following follows apply applies applied pass passed passes non let us we you your
    our expected behavior behaviour default defaults
    """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))

  /// Nouns that stand for whatever the section is about.
  static let generic: Set<String> = Set(
    """
    output result respons list item entry element value valu return record data object thing collect
    set multipl page across input array
    """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))
}
