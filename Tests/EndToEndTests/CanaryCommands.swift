/// A command that has to do with the planted value.
struct CanaryCommand {
  enum Ending {
    case succeeds
    /// Exit code 1.
    case differs
    case fails
  }

  let arguments: [String]
  var input = ""
  /// Whether its results are values, since that is what it was asked for.
  var givesValues = false
  var ending = Ending.succeeds

  init(
    _ arguments: String...,
    input: String = "",
    givesValues: Bool = false,
    ending: Ending = .succeeds
  ) {
    self.init(arguments, input: input, givesValues: givesValues, ending: ending)
  }

  init(
    _ arguments: [String],
    input: String = "",
    givesValues: Bool = false,
    ending: Ending = .succeeds
  ) {
    self.arguments = arguments
    self.input = input
    self.givesValues = givesValues
    self.ending = ending
  }

  static func failing(_ arguments: String..., input: String = "") -> CanaryCommand {
    CanaryCommand(arguments, input: input, ending: .fails)
  }

  static func failing(_ arguments: [String]) -> CanaryCommand {
    CanaryCommand(arguments, ending: .fails)
  }
}

/// What is run with the planted value: whoever adds a command to the program adds it here.
extension CanaryWorld {
  /// With one secret of a store, from its making on; `value` holds the planted one.
  func commands(_ store: String, _ number: Int, _ value: String) -> [CanaryCommand] {
    let secret = "\(store)/s\(number)"
    return [
      .init("create", secret, "--yes", input: "before \(number)"),
      .init("update", secret, "--yes", input: value),
      .init("update", secret, "--yes", input: value),
      .init("update", secret, "--dry-run", input: value + "2"),
      .init("get", secret, givesValues: true),
      .init("list-versions", secret),
      .init("edit", secret, "--yes"),
      .init("compare", secret, "-", "--show", input: value, givesValues: true),
      .init("compare", secret, "-", input: "other", ending: .differs),
      .init("copy", secret, "\(secret)b", "--yes"),
      .init("copy", secret, "\(secret)b", "--yes"),
      .init("copy", secret, "\(store)/moved\(number)", "--yes"),
      .init("update", "\(store)/moved\(number)", "--yes", input: "other"),
      .init("copy", secret, "\(store)/moved\(number)", "--yes", "--force"),
      .init("copy", "--undo", secret, "\(store)/moved\(number)", "--yes"),
    ]
  }

  /// With all of them.
  func commandsOnAll(_ file: String) -> [CanaryCommand] {
    [
      .init("list"),
      .init("record"),
      .init("show"),
      .init("log"),
      .init("verify"),
      .init("status", "--drift"),
      .init("doctor"),
      .init("dump", "--format", "json", "sm:\(folder)/*", givesValues: true),
      .init("dump", "--format", "github-mask", "sm:\(folder)/s0", givesValues: true),
      .init("run", "X=sm:\(folder)/s0", "--", "true"),
      .init("dump", "sm:\(folder)/*", "--to", file),
      .init("list", "--profile", "canary"),
      .init("delete", "sm:\(folder)/s0b", "--yes"),
      .init("restore", "sm:\(folder)/s0b", "--yes"),
      .init("delete", "local:\(folder)/s0b", "--yes", "--force-without-recovery"),
      .init("generate"),
    ]
  }

  /// Failures of a store that has a secret `s` with the value and none else.
  func failures(_ store: String) -> [CanaryCommand] {
    let secret = "\(store)/s"
    let large = String(repeating: canary, count: 2_000)
    return [
      .failing("create", secret, "--yes", input: canary),
      .failing("update", "\(store)/none", "--yes", input: canary),
      .failing("create", "\(store)/a b", "--yes", input: canary),
      .failing("create", "\(store)/x#y", "--yes", input: canary),
      .failing("create", "\(store)/large", "--yes", input: large),
      .failing("update", secret, "--yes", input: large),
      .failing("create", "\(store)/empty", "--yes"),
      .failing("create", "\(store)/n", input: canary),
      .failing("update", secret, input: canary),
      .failing("create", "\(store)/n", canary, "--yes"),
      .failing("update", secret, canary, "--yes"),
      .failing("update", secret, "--json-key", "a", "--yes", input: canary),
      .failing("get", "\(secret)#a"),
      .failing("get", "\(secret)@99"),
      .failing("copy", secret, "\(store)/*", "--yes"),
      .failing("copy", secret, secret, "--yes"),
      .failing("copy", "\(store)/none", "\(store)/n", "--yes"),
      .failing("copy", "--undo", "--yes"),
      .failing("dump", secret, "--to", "in-git.json"),
      .failing("dump", "A=\(secret)#a"),
      .failing("run", "PATH=\(secret)", "--", "true"),
      .failing("run", "X=\(secret)#b", "--", "true"),
      .failing("run", "X=\(secret)", "--", "/nonexistent/program"),
      .failing("edit", secret),
      .failing("edit", secret, canary),
      .failing("delete", secret),
      .failing("restore", "\(store)/none", "--yes"),
    ]
  }
}
