/// What the path says about how a file writes assignments.
struct FileKind {
  enum Syntax: UInt8 {
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
  private var knownAsExample: Bool?

  init(path: [UInt8]) {
    self.path = path.map(ASCII.lowercased)
    syntax = Self.syntax(of: self.path)
    isTranslation = unsafe self.path.withUnsafeBufferPointer { path in
      unsafe Self.holdsOne(of: Self.translations(from:), in: path)
    }
  }

  /// Whether a rule limited to these suffixes runs on the file.
  func matches(_ suffixes: [String]) -> Bool {
    suffixes.isEmpty || suffixes.contains { path.suffix($0.utf8.count).elementsEqual($0.utf8) }
  }

  private static func syntax(of path: [UInt8]) -> Syntax {
    let start = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    let base = path[start...]
    if isOne(base, of: lockFiles) { return .lock }
    if starts(base, with: ".env") || base.suffix(4).elementsEqual(".env".utf8)
      || isOne(base, of: lineFiles)
    {
      return .lines
    }
    if starts(base, with: "dockerfile") || starts(base, with: "containerfile")
      || isOne(base, of: shellFiles)
    {
      return .shell
    }
    if base.elementsEqual("kubeconfig".utf8) { return .yaml }
    guard let dot = base.lastIndex(of: UInt8(ascii: ".")) else { return .unknown }
    let suffix = base[(dot + 1)...]
    return extensions.first { isOne(suffix, of: $0.names) }?.syntax ?? .unknown
  }

  /// Whether the path says that what is in the file is a test or an explanation.
  var isExample: Bool { knownAsExample ?? looksLikeExample }

  /// Of a file in which many values are judged, it is asked once.
  func knowingExamples() -> FileKind {
    var result = self
    result.knownAsExample = looksLikeExample
    return result
  }

  private var looksLikeExample: Bool {
    unsafe path.withUnsafeBufferPointer { path in
      unsafe Self.holdsOne(of: Self.examples(from:), in: path)
    }
  }

  /// What stands in the paths of tests and explanations, by its first byte.
  private static func examples(from first: UInt8) -> StaticString {
    switch first {
    case UInt8(ascii: "t"): "test tutorial"
    case UInt8(ascii: "s"): "spec/ sample"
    case UInt8(ascii: "_"): "_spec."
    case UInt8(ascii: "f"): "fixture"
    case UInt8(ascii: "e"): "example"
    case UInt8(ascii: "m"): "mock"
    case UInt8(ascii: "d"): "demo doc/ docs/ documentation"
    case UInt8(ascii: "r"): "readme"
    case UInt8(ascii: "c"): "changelog"
    case UInt8(ascii: "."): ".md .rst"
    default: ""
    }
  }

  /// What stands in the paths of translations, by its first byte.
  private static func translations(from first: UInt8) -> StaticString {
    switch first {
    case UInt8(ascii: "i"): "i18n"
    case UInt8(ascii: "l"): "l10n localization labels."
    case UInt8(ascii: "/"): "/locale /lang/ /languages/ /resources/strings"
    case UInt8(ascii: "t"): "translation"
    case UInt8(ascii: "m"): "messages"
    case UInt8(ascii: "."): ".xlf .po .strings"
    default: ""
    }
  }

  /// Whether one of some words, asked for by their first bytes, stands anywhere in a path.
  private static func holdsOne(
    of words: (_ first: UInt8) -> StaticString,
    in path: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    path.indices.contains { place in
      let list = unsafe words(path[place])
      let words = unsafe UnsafeBufferPointer(
        start: list.utf8Start,
        count: list.utf8CodeUnitCount
      )
      var word = 0
      while word < words.count {
        var same = 0
        while word + same < words.count, place + same < path.count,
          unsafe words[word + same] == path[place + same]
        { same += 1 }
        word += same
        if word == words.count { return true }
        if unsafe words[word] == UInt8(ascii: " ") { return true }
        while word < words.count, unsafe words[word] != UInt8(ascii: " ") { word += 1 }
        word += 1
      }
      return false
    }
  }

  private static func starts(_ base: ArraySlice<UInt8>, with text: StaticString) -> Bool {
    unsafe base.starts(
      with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    )
  }

  /// Whether a word is one of those in a list.
  ///
  /// Lists are looked through as they stand: a set would be made at each start, for few questions.
  private static func isOne(_ word: ArraySlice<UInt8>, of list: StaticString) -> Bool {
    guard let first = word.first, !word.contains(UInt8(ascii: " ")) else { return false }
    let list = unsafe UnsafeBufferPointer(start: list.utf8Start, count: list.utf8CodeUnitCount)
    var at = 0
    while at < list.count {
      var end = at
      while unsafe end < list.count && list[end] != UInt8(ascii: " ") { end += 1 }
      if unsafe end - at == word.count && list[at] == first,
        unsafe list[at..<end].elementsEqual(word)
      {
        return true
      }
      at = end + 1
    }
    return false
  }

  private static let lockFiles: StaticString = """
    package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml cargo.lock \
    poetry.lock pipfile.lock composer.lock gemfile.lock go.sum package.resolved \
    podfile.lock flake.lock bun.lock uv.lock mix.lock deno.lock .terraform.lock.hcl
    """

  private static let lineFiles: StaticString = """
    credentials .npmrc .pypirc .netrc _netrc .pgpass .s3cfg .boto .my.cnf config .editorconfig \
    .flaskenv
    """

  private static let shellFiles: StaticString = """
    .bashrc .zshrc .profile .bash_profile .envrc makefile procfile pre-commit vagrantfile
    """

  /// The first one counts.
  private static let extensions: [(names: StaticString, syntax: Syntax)] = [
    ("lock sum", .lock),
    (
      """
      py pyi pyw js jsx mjs cjs ts tsx mts cts java kt kts scala groovy gradle go rs c h cc cpp \
      cxx hpp hh m mm cs fs vb swift rb erb php pl pm lua r jl dart ex exs erl hrl clj cljs hs elm \
      ml mli nim zig v sol json json5 jsonc ipynb tf tfvars hcl toml xml html htm xhtml vue \
      svelte css scss less sql proto graphql jsonnet libsonnet cue bicep nix jinja j2 tfstate \
      map svg xaml csproj vbproj fsproj props targets aspx jsp cshtml ps1 psm1 psd1 rake \
      gemspec podspec cmake sbt applescript
      """, .code
    ),
    ("ini cfg conf cnf properties env editorconfig desktop service inf reg", .lines),
    ("yml yaml eyaml sls", .yaml),
    ("sh bash zsh ksh fish bat cmd mk dockerfile", .shell),
  ]
}
