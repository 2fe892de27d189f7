/// Credentials of a container's role, from the address that its platform put into the environment.
struct ContainerCredentials: CredentialsProvider {
  let endpoint: ContainerEndpoint
  let environment: Environment
  var source: String { "container (\(endpoint.variable))" }

  private static let tokenFile = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
  private static let token = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
  private static let attempts = 3
  private static let timeoutMilliseconds = 2_000

  /// Nil when no variable names an address; one that cannot be used is an error.
  static func find(_ environment: Environment) -> (any CredentialsProvider)? {
    do throws(AWSError) {
      guard let endpoint = try ContainerEndpoint.find(environment) else { return nil }
      return ContainerCredentials(endpoint: endpoint, environment: environment)
    } catch {
      return UnusableCredentials(source: "container", error: error)
    }
  }

  func credentials(_ context: CredentialsContext) async throws(AWSError) -> AWSCredentials {
    let headers = try authorization().map { [(name: "Authorization", value: $0)] } ?? []
    var attempt = 1
    while true {
      let failure: AWSError
      do throws(TransportError) {
        let answer = try await context.local.send(
          "GET",
          endpoint.url,
          headers: headers,
          timeoutMilliseconds: Self.timeoutMilliseconds
        )
        if answer.status == 200 {
          if let credentials = CredentialsDocument(answer.body)?.credentials(token: "Token") {
            return credentials
          }
          failure = self.failure(.invalidResponse, "answers with something that is no credentials")
        } else {
          let code = ServiceError(answer).code.map { " (\($0))" } ?? ""
          failure = self.failure(
            .invalidResponse,
            "answers HTTP \(answer.status)\(code)",
            hint: [401, 403].contains(answer.status) ? Self.refusedHint : nil
          )
        }
      } catch {
        if error.kind == .cancelled {
          throw AWSError(.cancelled, message: "Asking for credentials was cancelled.")
        }
        failure = self.failure(.unreachable, "cannot be reached: \(error.reason)")
      }
      guard attempt < Self.attempts, (try? await context.runtime.sleep(.seconds(1))) != nil else {
        throw failure
      }
      attempt += 1
    }
  }

  /// The header's value as it is; read each time, as the file is replaced.
  private func authorization() throws(AWSError) -> String? {
    var name = Self.token
    var value = environment[name]
    if let file = environment[Self.tokenFile] {
      name = "\(Self.tokenFile) (\(file))"
      do throws(FileError) {
        value = try FileSystem.readSecret(file).headerText
      } catch {
        throw AWSError(
          .configuration,
          message: "\(name): \(error.message)",
          hint: error.hint ?? "Have it written, or unset \(Self.tokenFile)."
        )
      }
    }
    guard let value else { return nil }
    // A line break would let the value write headers of its own.
    guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw AWSError(
        .configuration,
        message: "The token in \(name) has a line break or another control character in it, "
          + "so it is not sent.",
        hint: "Write it without one, also at its end."
      )
    }
    return value
  }

  private static let refusedHint =
    "It does not take the token of \(tokenFile) or \(token): has it run out, or is it missing?"

  private func failure(
    _ kind: AWSError.Kind,
    _ what: String,
    hint: String? = nil
  ) -> AWSError {
    AWSError(
      kind,
      message: "The address of the container's credentials, \(endpoint.origin), \(what).",
      hint: hint
        ?? "Has the task or pod a role, and is its agent running? \(endpoint.variable) names the "
        + "address."
    )
  }
}
