/// Runs `body` for every input, at most `limit` at a time; the outputs are in no order.
///
/// The first error ends it: what has not begun does not begin, the rest is cancelled.
func inParallel<Input: Sendable, Output: Sendable>(
  _ inputs: [Input],
  limit: Int = 16,
  _ body: @escaping @Sendable (Input) async throws(SecretsError) -> Output
) async throws(SecretsError) -> [Output] {
  typealias Outcome = Result<Output, SecretsError>
  let result = await withTaskGroup(of: Outcome.self) { group -> Result<[Output], SecretsError> in
    var outputs: [Output] = []
    var waiting = inputs.makeIterator()
    func start(_ input: Input) {
      group.addTask { () async -> Outcome in
        do throws(SecretsError) { return .success(try await body(input)) } catch {
          return .failure(error)
        }
      }
    }
    for _ in 0..<limit { waiting.next().map(start) }
    while let next = await group.next() {
      switch next {
      case .success(let output): outputs.append(output)
      case .failure(let error):
        group.cancelAll()
        return .failure(error)
      }
      waiting.next().map(start)
    }
    return .success(outputs)
  }
  return try result.get()
}
