import Ledger

extension VerifiedItem {
  /// What to do about it; nil where it is as deployed.
  var advice: String? {
    guard state == .newer, item.file != nil else { return state.advice }
    return "The vault has a later version, pushed and perhaps not deployed. Record it once it is "
      + "deployed, or make the deployed one the latest again: `git secrets-sync vault restore FILE "
      + "VERSION`, or `git secrets-sync rollback`."
  }
}

extension ItemState {
  /// What to do about a secret in this state; nil for one that is as deployed.
  var advice: String? {
    switch self {
    case .ok: nil
    case .moved:
      "Another version is current. Record it once it is deployed, or make the deployed one current "
        + "again."
    case .newer:
      "A later version is current. Record it once it is deployed, or write the deployed value again."
    case .gone:
      "The store does not have the deployed version any more: deploy and record one that is there."
    case .pendingDeletion:
      "Restore it before that date (`restore` does that), or deploy without it."
    case .recreated:
      "It was deleted and made anew, so that this is another secret: deploy and record it."
    case .unreadable:
      "Whether it is as deployed is not known: see why, ask for the permission or try again."
    }
  }
}
