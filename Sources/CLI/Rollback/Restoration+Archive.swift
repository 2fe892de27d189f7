import AWS
import Git
import Ledger
import Secrets

extension Restoration {
  /// Reads the value of a version that its store has no more, where it was archived; nil where not.
  var archive: ArchivedValue {
    guard let client, let account, let region = aws?.region else {
      return { (_) throws(SecretsError) in nil }
    }
    let vault = vault
    return { (item) throws(SecretsError) in
      guard let archived = item.archive,
        let secret = item.archivedSecret(account: account, region: region)
      else { return nil }
      let archive = try SecretArchive(
        client: client,
        bucket: archived.bucket,
        prefix: vault.prefix,
        owner: account,
        key: vault.key
      )
      return try await archive.value(of: secret, at: archived.place)
    }
  }

  /// Archives values that are current under new versions, where those of the record are archived.
  ///
  /// An archived value is sealed for its version. A rollback is recorded also where this fails.
  func archivedAgain(_ items: [LedgerItem], as recorded: [LedgerItem]) async -> [LedgerItem] {
    let archived = Set(recorded.filter { $0.archive != nil }.map(\.reference))
    let missing = items.indices.filter {
      items[$0].archive == nil && archived.contains(items[$0].reference)
    }
    guard !missing.isEmpty else { return items }
    do {
      var result = items
      let kept = try await session.archive(missing.map { items[$0] }, of: environment)
      for (index, item) in zip(missing, kept) { result[index] = item }
      return result
    } catch {
      let failure = Failure(explaining: error)
      let why =
        failure.message.hasSuffix(Self.unrecorded)
        ? String(failure.message.dropLast(Self.unrecorded.count)) : failure.message
      session.warn(
        "\(count(missing.count, "new version")) could not be archived, as the recorded one was: "
          + "\(why) Then: git secrets-sync record --archive --commit \(record.commit.abbreviated) "
          + "--env \(visible(record.environment))"
      )
      return items
    }
  }

  /// What `record` says of its own failure.
  private static let unrecorded = " Nothing was recorded."
}
