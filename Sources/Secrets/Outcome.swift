/// What became of a call, as a value.
///
/// For tasks that give a tuple of what was asked and what came: where the call stands within the tuple, an
/// optimized build of Swift 6.3 has crashed when it failed.
package func outcome<Value, Problem: Error>(
  _ body: () async throws(Problem) -> Value
) async -> Result<Value, Problem> {
  let value: Value
  do throws(Problem) { value = try await body() } catch { return .failure(error) }
  return .success(value)
}
