/// How a provider's keys look: a fixed beginning, then bytes of one alphabet.
///
/// The beginnings, alphabets, lengths and entropies are those of the rules that gitleaks publishes
/// (config/gitleaks.toml, MIT licence), written anew for a matcher without regular expressions.
struct SecretPattern: Sendable {
  /// What it is, for messages.
  let name: String
  /// How it begins.
  let prefix: [UInt8]
  /// Which bytes may follow, beside letters and digits.
  let marks: [UInt8]
  /// Whether capitals, small letters and digits may follow.
  let letters: Letters
  /// Fewest and most bytes that follow.
  let count: ClosedRange<Int>
  /// Least entropy of the whole, in bits a byte: `xxxxxxxx` is a placeholder.
  let leastEntropy: Double

  /// Which letters and digits an alphabet has.
  enum Letters: Sendable {
    case any
    /// A to Z and 2 to 7, base 32.
    case base32
    /// 0 to 9, a to f.
    case hex
  }

  init(
    _ name: String, _ prefix: String, _ letters: Letters, _ count: ClosedRange<Int>,
    marks: String = "", entropy: Double = 3
  ) {
    self.name = name
    self.prefix = Array(prefix.utf8)
    self.marks = Array(marks.utf8)
    self.letters = letters
    self.count = count
    leastEntropy = entropy
  }

  /// Whether the alphabet has `byte`.
  func holds(_ byte: UInt8) -> Bool {
    let isDigit = TokenHash.isDigit(byte)
    let isSmall = byte >= 0x61 && byte <= 0x7A
    let isCapital = byte >= 0x41 && byte <= 0x5A
    let isLetter =
      switch letters {
      case .any: isDigit || isSmall || isCapital
      case .base32: isCapital || (byte >= 0x32 && byte <= 0x37)
      case .hex: isDigit || (byte >= 0x61 && byte <= 0x66)
      }
    return isLetter || marks.contains(byte)
  }

  static let all: [SecretPattern] =
    ["AKIA", "ASIA", "ABIA", "ACCA"].map {
      SecretPattern("an AWS access key", $0, .base32, 16...16)
    }
    + ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map {
      SecretPattern("a GitHub token", $0, .any, 36...36)
    }
    + ["sk_test_", "sk_live_", "sk_prod_", "rk_test_", "rk_live_", "rk_prod_"].map {
      SecretPattern("a Stripe key", $0, .any, 10...99, entropy: 2)
    }
    + ["shpat_", "shpca_", "shppa_", "shpss_"].map {
      SecretPattern("a Shopify token", $0, .hex, 32...32, entropy: 2)
    }
    + ["xoxb-", "xoxp-", "xoxe-", "xoxa-", "xoxr-", "xoxs-"].map {
      SecretPattern("a Slack token", $0, .any, 20...255, marks: "-")
    }
    + ["dop_v1_", "doo_v1_", "dor_v1_"].map {
      SecretPattern("a DigitalOcean token", $0, .hex, 64...64)
    }
    + [
      SecretPattern("a GitHub token", "github_pat_", .any, 82...82, marks: "_"),
      SecretPattern("a GitLab token", "glpat-", .any, 20...255, marks: "_-."),
      SecretPattern("a Slack app token", "xapp-", .any, 20...255, marks: "-"),
      SecretPattern("a Google key", "AIza", .any, 35...35, marks: "_-"),
      SecretPattern("a Google OAuth secret", "GOCSPX-", .any, 28...28, marks: "_-"),
      SecretPattern("a SendGrid key", "SG.", .any, 66...66, marks: "=_-.", entropy: 2),
      SecretPattern("an npm token", "npm_", .any, 36...36, entropy: 2),
      SecretPattern("a PyPI token", "pypi-AgEIcHlwaS5vcmc", .any, 50...1000, marks: "_-"),
      SecretPattern("an Anthropic key", "sk-ant-", .any, 80...120, marks: "_-"),
      SecretPattern("an OpenAI key", "sk-proj-", .any, 40...200, marks: "_-"),
      SecretPattern("a Hugging Face token", "hf_", .any, 34...34, entropy: 2),
      SecretPattern("a Linear key", "lin_api_", .any, 40...40, entropy: 2),
      SecretPattern("a Databricks token", "dapi", .hex, 32...34, marks: "-"),
      SecretPattern("a Doppler token", "dp.pt.", .any, 43...43, entropy: 2),
      SecretPattern("a Twilio key", "SK", .hex, 32...32),
      SecretPattern("a New Relic key", "NRAK-", .any, 27...27),
      SecretPattern("a Postman key", "PMAK-", .hex, 59...59, marks: "-"),
      SecretPattern("a Pulumi token", "pul-", .hex, 40...40, entropy: 2),
      SecretPattern("a RubyGems token", "rubygems_", .hex, 48...48, entropy: 2),
      SecretPattern("an age key", "AGE-SECRET-KEY-1", .any, 58...58),
      SecretPattern(
        "a Slack webhook", "hooks.slack.com/services/", .any, 43...56, marks: "/+"),
      SecretPattern("a HashiCorp Vault token", "hvs.", .any, 90...120, marks: "_-"),
    ]
}
