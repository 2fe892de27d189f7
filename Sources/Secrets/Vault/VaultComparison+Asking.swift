import AWS

// What is asked beyond a listing; that one file is damaged is about that one.
extension VaultComparison {
  /// Asks a HEAD of each file, all at once; that one is damaged is about that one.
  func ask(_ files: [VaultPath], _ seen: inout Seen) async throws(SecretsError) {
    var answers: [Result<VaultHead?, SecretsError>?] = files.map { _ in nil }
    await SideBySide.run(files.count, atOnce: Self.headsAtOnce) {
      number throws(Never) -> SideBySide.Work<Result<VaultHead?, SecretsError>>? in
      let file = files[number]
      return SideBySide.Work(bytes: 0) { [vault] in
        do throws(SecretsError) {
          return .success(try await vault.head(file))
        } catch {
          return .failure(error)
        }
      }
    } land: { ended throws(Never) in
      for (number, answer) in ended { answers[number] = answer }
      return true
    }
    // One of a task that was cancelled was never asked for.
    for (number, file) in files.enumerated() {
      do throws(SecretsError) {
        guard let answer = answers[number] else { throw Self.interrupted }
        seen.heads[file] = try answer.get()
      } catch {
        try Self.keep(error, file, &seen)
      }
    }
  }

  /// As many as the client sends.
  private static let headsAtOnce = 16
  private static let interrupted = SecretsError(
    .unavailable(AWSError(.cancelled, message: "Interrupted.")),
    "Interrupted."
  )

  private static func keep(
    _ error: SecretsError,
    _ file: VaultPath,
    _ seen: inout Seen
  ) throws(SecretsError) {
    guard case .storeDamaged = error.kind else { throw error }
    seen.problems[file] = error
  }

  /// Reads sealed versions for the digests of their contents.
  func open(_ files: [VaultPath], _ seen: inout Seen) async throws(SecretsError) {
    var answers: [Result<VaultHead, SecretsError>?] = files.map { _ in nil }
    let heads = files.map { seen.heads[$0] }
    await SideBySide.run(files.count) {
      number throws(Never) -> SideBySide.Work<Result<VaultHead, SecretsError>>? in
      let (file, head) = (files[number], heads[number])
      return SideBySide.Work(bytes: head?.size ?? 0) { [vault] in
        do throws(SecretsError) {
          return .success(try await vault.get(file, version: head?.version).head)
        } catch {
          return .failure(error)
        }
      }
    } land: { ended throws(Never) in
      for (number, answer) in ended { answers[number] = answer }
      return true
    }
    for (number, file) in files.enumerated() {
      do throws(SecretsError) {
        guard let answer = answers[number] else { throw Self.interrupted }
        seen.heads[file] = try answer.get()
      } catch {
        try Self.keep(error, file, &seen)
      }
    }
  }
}
