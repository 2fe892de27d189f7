/// Credentials printed by a program that a profile names (`credential_process`).
///
/// The user's own file names it, so it is run as written: split into words as a shell would, but
/// not by a shell. Nothing it prints as output is repeated, as it may be a key; of its messages the
/// last line is, with what could be a key left out, and only when it failed.
struct ProcessCredentials: CredentialsProvider {
  let profile: String
  let command: String
  let environment: Environment
  /// The files that the profile may be in.
  var files = "the AWS config file"
  var limits = CapturedProcess.Limits()
  var renewalHint: String {
    "Sign in again with whatever the credential_process of profile \(profile) asks."
  }
  var source: String { "credential_process of profile \(profile)" }

  func credentials(_ context: CredentialsContext) async throws(AWSError) -> AWSCredentials {
    guard let words = Self.words(command), let executable = words.first else {
      throw failure(
        "cannot be split into words: a quote is not closed, or it is empty",
        kind: .configuration
      )
    }
    let result: CapturedProcess
    do throws(CapturedProcess.Failure) {
      result = try await CapturedProcess.run(
        executable,
        arguments: Array(words.dropFirst()),
        environment: environment.variables,
        limits: limits
      )
    } catch {
      throw failure(
        error.reason,
        kind: error.isOfSettings ? .configuration : .noCredentials(tried: [source])
      )
    }
    guard result.status == 0 else {
      let said = result.message.map { " and said: \($0)" } ?? ""
      throw failure("ended with status \(result.status)\(said)")
    }
    let document = CredentialsDocument(result.output)
    guard let document, let version = document.decode(Form.self)?.version else {
      throw failure("did not print the JSON object that AWS documents")
    }
    guard version == 1 else {
      throw failure("printed version \(version) of that object; only 1 exists")
    }
    guard let credentials = document.credentials(token: "SessionToken") else {
      throw failure("printed no keys, or an Expiration that is no time")
    }
    return credentials
  }

  private struct Form: Decodable {
    let version: Int

    enum CodingKeys: String, CodingKey {
      case version = "Version"
    }
  }

  /// A program that gives no credentials is as good as none that are signed in.
  private func failure(_ what: String, kind: AWSError.Kind? = nil) -> AWSError {
    AWSError(
      kind ?? .noCredentials(tried: [source]),
      message: "The credential_process of the AWS profile \"\(profile)\" \(what).",
      hint: "Run the command of that profile, in \(files), by hand to see what is wrong."
    )
  }

  /// Splits as a POSIX shell splits words, without expanding anything; nil for an open quote.
  static func words(_ command: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var characters = command.makeIterator()
    while let character = characters.next() {
      switch (character, quote) {
      case ("'", "'"?), ("\"", "\""?): quote = nil
      case (_, "'"?): word = (word ?? "") + String(character)
      case ("\\", _):
        guard let next = characters.next() else { return nil }
        // Between double quotes a backslash stands for itself before most characters.
        let kept = quote == "\"" && next != "\"" && next != "\\" ? "\\" : ""
        word = (word ?? "") + kept + String(next)
      case (_, "\""?): word = (word ?? "") + String(character)
      case ("'", nil), ("\"", nil):
        quote = character
        word = word ?? ""
      case (_, nil) where character.isWhitespace:
        if let finished = word { words.append(finished) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    guard quote == nil else { return nil }
    if let finished = word { words.append(finished) }
    return words
  }
}
