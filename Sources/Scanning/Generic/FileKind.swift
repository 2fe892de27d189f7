/// What the path says about how a file writes assignments.
struct FileKind {
  enum Syntax {
    /// Values are quoted; what is not is an expression.
    case code
    /// `name = value` to the end of the line.
    case lines
    case yaml
    case shell
    /// Prose, or anything else: values may be bare, and end at a space.
    case unknown
    /// Generated files of hashes, where nothing unnamed is a secret.
    case lock
  }

  let syntax: Syntax
  /// Labels and messages in the languages of the users.
  let isTranslation: Bool
  private let path: [UInt8]

  init(path: [UInt8]) {
    self.path = path.map(ASCII.lowercased)
    syntax = Self.syntax(of: self.path)
    isTranslation = unsafe self.path.withUnsafeBufferPointer { path in
      Self.translations.contains { unsafe ByteSearch.contains($0, in: path) }
    }
  }

  /// Whether a rule limited to these suffixes runs on the file.
  func matches(_ suffixes: [String]) -> Bool {
    suffixes.isEmpty || suffixes.contains { path.suffix($0.utf8.count).elementsEqual($0.utf8) }
  }

  private static func syntax(of path: [UInt8]) -> Syntax {
    let start = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    let base = String(decoding: path[start...], as: UTF8.self)
    if lockFiles.contains(base) { return .lock }
    if base.hasPrefix(".env") || base.hasSuffix(".env") || lineFiles.contains(base) {
      return .lines
    }
    if base.hasPrefix("dockerfile") || base.hasPrefix("containerfile") || shellFiles.contains(base)
    {
      return .shell
    }
    if base == "kubeconfig" { return .yaml }
    guard let dot = base.lastIndex(of: ".") else { return .unknown }
    return kinds[String(base[base.index(after: dot)...])] ?? .unknown
  }

  private static let translations = [
    "i18n", "l10n", "/locale", "/lang/", "/languages/", "translation", "localization", "messages",
    "labels.", ".xlf", ".po", ".strings", "/resources/strings",
  ]

  private static let lockFiles: Set<String> = [
    "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "cargo.lock",
    "poetry.lock", "pipfile.lock", "composer.lock", "gemfile.lock", "go.sum", "package.resolved",
    "podfile.lock", "flake.lock", "bun.lock", "uv.lock", "mix.lock", "deno.lock",
    ".terraform.lock.hcl",
  ]

  private static let lineFiles: Set<String> = [
    "credentials", ".npmrc", ".pypirc", ".netrc", "_netrc", ".pgpass", ".s3cfg", ".boto",
    ".my.cnf", "config", ".editorconfig", ".flaskenv",
  ]

  private static let shellFiles: Set<String> = [
    ".bashrc", ".zshrc", ".profile", ".bash_profile", ".envrc", "makefile", "procfile",
    "pre-commit", "vagrantfile",
  ]

  private static let kinds: [String: Syntax] = {
    var kinds: [String: Syntax] = [:]
    func add(_ syntax: Syntax, _ extensions: String) {
      for name in extensions.split(separator: " ") { kinds[String(name)] = syntax }
    }
    add(
      .code,
      "py pyi pyw js jsx mjs cjs ts tsx mts cts java kt kts scala groovy gradle go rs c h cc cpp cxx"
        + " hpp hh m mm cs fs vb swift rb erb php pl pm lua r jl dart ex exs erl hrl clj cljs hs elm"
        + " ml mli nim zig v sol json json5 jsonc ipynb tf tfvars hcl toml xml html htm xhtml vue"
        + " svelte css scss less sql proto graphql jsonnet libsonnet cue bicep nix jinja j2 tfstate"
        + " map lock svg xaml csproj vbproj fsproj props targets aspx jsp cshtml ps1 psm1 psd1 rake"
        + " gemspec podspec cmake sbt applescript"
    )
    add(.lines, "ini cfg conf cnf properties env editorconfig desktop service inf reg")
    add(.yaml, "yml yaml eyaml sls")
    add(.shell, "sh bash zsh ksh fish bat cmd mk dockerfile")
    add(.lock, "lock sum")
    return kinds
  }()
}
