import AWS
import Ledger
import Secrets

// Commands that a message prints work as they are printed: with the options that this run was given, or
// that stand for what it found.
extension Session {
  /// The options that lead to the same store again, each with a space before it.
  ///
  /// The environment is named also where it is that of `git config`: what is copied from the screen is
  /// run later, and maybe elsewhere.
  func placeOptions(_ store: StoreKind, in environment: EnvironmentSettings?) -> String {
    let isNameless = environment?.name == Session.nameless
    let name = store == .local || isNameless ? options.environment : environment?.name
    let profile = options.profile ?? (isNameless ? environment?.profile : nil)
    let region = options.region ?? (isNameless ? environment?.region : nil)
    let given =
      [("--env", name ?? options.environment)]
      + (store == .local ? [] : [("--profile", profile), ("--region", region)])
    return Self.words(given)
  }

  /// `--profile` and `--region` as they were given; nil where neither was.
  var givenPlace: String? {
    let words = Self.words([("--profile", options.profile), ("--region", options.region)])
    return words.isEmpty ? nil : String(words.dropFirst())
  }

  /// `--env`, `--profile` and `--region` as they were given, each with a space before it.
  var givenOptions: String {
    Self.words([
      ("--env", options.environment), ("--profile", options.profile), ("--region", options.region),
    ])
  }

  private static func words(_ options: [(String, String?)]) -> String {
    options.map { option, value in
      value.map { " \(option) \(ChangeText.argument($0))" } ?? ""
    }.joined()
  }

  /// Runs what may reach stores; the commands in an error that nobody has placed yet lead to the store
  /// that was reached.
  func placing<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch let error as SecretsError {
      throw error.reached(by: onlyOptions)
    } catch let error as LedgerError {
      guard case .store(let cause) = error.kind, error.hint == cause.hint else { throw error }
      throw LedgerError(error.kind, error.message, hint: cause.reached(by: onlyOptions).hint)
    }
  }

  /// Those of the only store that was reached: of several nobody can tell which one it was.
  private var onlyOptions: String {
    let only = reachedBy.count == 1 ? reachedBy.first : nil
    return only ?? Self.words([("--env", options.environment)])
  }
}

extension ReachedStore {
  /// The place with the environment, as it is said before something is written.
  var fullPlace: String { place + (environment.map { ", environment \(visible($0))" } ?? "") }

  /// A command that works on a secret of this store, in backquotes.
  func command(_ verb: String, _ reference: SecretReference, _ more: String = "") -> String {
    let name = ChangeText.argument(reference.description)
    return "`git secrets-sync \(verb) \(name)\(options)\(more.isEmpty ? "" : " " + more)`"
  }

  /// The error with the place, and with commands that lead there.
  func placed(_ error: SecretsError, hint: String? = nil) -> SecretsError {
    error.located(in: place, by: options, hint: hint)
  }

  /// Asks the store about several secrets; an error says where that was.
  func placing<Value>(
    _ body: () async throws(SecretsError) -> Value
  ) async throws(SecretsError) -> Value {
    do throws(SecretsError) { return try await body() } catch { throw placed(error) }
  }

  /// What a document says of the place.
  var json: [(String, JSON?)] {
    [("account", identity.map { .string($0.account) }), ("region", region.map(JSON.string))]
  }
}

extension ApplyPlan {
  /// Says where it is written, before what.
  func sayPlace(_ session: Session) {
    if !place.isEmpty, !session.wantsJSON { session.say("In \(place):") }
  }
}
