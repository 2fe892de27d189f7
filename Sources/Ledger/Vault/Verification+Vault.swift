import Secrets

extension Verification {
  /// The states of the vault's files, by one listing of versions.
  static func verify(_ items: [LedgerItem], in vault: LedgerVault) async -> [VerifiedItem] {
    let listing: [VaultPath: [VaultVersion]]
    do throws(SecretsError) {
      listing = try await vault.listing(for: items)
    } catch {
      return items.map { VerifiedItem(item: $0, state: .unreadable, detail: error.message) }
    }
    return items.map { item in
      do throws(SecretsError) {
        return check(item, listing[try vault.open(item).file] ?? [])
      } catch {
        return VerifiedItem(item: item, state: .unreadable, detail: error.message)
      }
    }
  }

  /// The state of a file of which the vault has these versions.
  static func check(_ item: LedgerItem, _ versions: [VaultVersion]) -> VerifiedItem {
    let (state, detail): (ItemState, String)
    guard let latest = versions.latest else {
      return VerifiedItem(item: item, state: .gone, detail: "not in the vault any more")
    }
    let isKept = versions.version(item.version) != nil
    if latest.isDeletion {
      let rest = isKept ? "; the recorded version is kept" : ", and so is the recorded version"
      (state, detail) = (.gone, "deleted in the vault" + rest)
    } else if latest.version == item.version {
      (state, detail) = (.ok, "")
    } else if isKept {
      let at = latest.at.map { ", of \(RecordTime.text($0))" } ?? ""
      (state, detail) = (.newer, "now \(latest.version)\(at)")
    } else {
      (state, detail) = (.gone, "now \(latest.version); the recorded version is no longer there")
    }
    return VerifiedItem(item: item, state: state, detail: detail)
  }
}
