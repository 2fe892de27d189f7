import AWS
import FoundationEssentials

/// The calls of `Tests/Support/boto_calls.py`, step by step, made by our client.
final class Calls {
  /// A call and what came of it: strings, or `error` and its code.
  struct Step: Decodable {
    let name: String
    let result: [String]

    init(_ name: String, _ result: [String]) {
      self.name = name
      self.result = result
    }

    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      name = try list.decode(String.self)
      result = try list.decode([String].self)
    }
  }

  let client: AWSClient
  private(set) var results: [Step] = []

  init(_ client: AWSClient) {
    self.client = client
  }

  func all() async {
    await secretsManager()
    await parameterStore()
    await s3()
    await others()
  }

  func step(_ name: String, _ call: () async throws -> [String]) async {
    do {
      results.append(Step(name, try await call()))
    } catch let error as AWSError {
      // A `HEAD` answer has no code, and boto3 makes one of the status.
      results.append(Step(name, ["error", error.code ?? "\(error.kind)"]))
    } catch {
      results.append(Step(name, ["error", "\(error)"]))
    }
  }

  func token(_ number: Int) -> String { "00000000-0000-4000-8000-00000000000\(number)" }

  func text(_ secret: SecretBytes) -> String { String(decoding: secret.exposed(), as: UTF8.self) }

  /// As Python writes it.
  func list(_ strings: [String]) -> String {
    "[\(strings.map { "\"\($0)\"" }.joined(separator: ", "))]"
  }
}
