import Ledger

extension RollbackText {
  /// What can be done about what is impossible.
  static func hints(
    _ plan: RollbackPlan,
    _ environment: String,
    partial: Bool
  ) -> [String] {
    var hints: [String] = []
    var obstacles: Set<String> = []
    var files: Set<RollbackPlan.Obstacle> = []
    for entry in plan.impossible {
      // Those of a kind have one.
      guard case .impossible(let obstacle) = entry.way,
        obstacles.insert("\(obstacle) \(entry.now == nil) \(entry.item.file == nil)").inserted
      else { continue }
      guard entry.item.file == nil else {
        files.insert(obstacle)
        continue
      }
      let secret = "\(visible(entry.item.reference)) --env \(visible(environment))"
      switch obstacle {
      case .gone where entry.now == nil:
        hints.append(
          "A secret that is gone is made anew by hand, and recorded then: git secrets-sync create "
            + secret
        )
      case .gone:
        hints.append(
          "What its store does not keep any more, and no archive has, is brought back by hand: git "
            + "secrets-sync update \(secret)"
        )
      case .recreated:
        hints.append(
          "Another secret has its name now; it is given the earlier value by hand: git secrets-sync "
            + "update \(secret)"
        )
      case .pendingDeletion:
        hints.append("Take the deletion back first: git secrets-sync restore \(secret)")
      case .unreadable:
        hints.append("What could not be read may be all right: see its detail, and try again.")
      case .notCovered, .elsewhere, .notSealed:
        hints.append("Bring the objects of S3 back by hand.")
      }
    }
    if files.contains(.gone) {
      hints.append(
        "Of a file that is gone from the vault, `git secrets-sync vault log FILE` lists what is kept; "
          + "`vault restore FILE VERSION` brings that back, `vault push FILE` what is still here."
      )
    }
    if files.contains(.notCovered) {
      hints.append("Bring such files back by hand: git secrets-sync vault restore FILE VERSION")
    }
    if files.contains(.notSealed) {
      hints.append(
        "`git secrets-sync vault diff FILE VERSION` shows a version that is not encrypted, `vault "
          + "restore FILE VERSION` takes it."
      )
    }
    if files.contains(.elsewhere) {
      let places = plan.entries.filter { $0.way == .impossible(.elsewhere) }.map(place)
      hints.append(
        "The files were in \(Set(places).sorted().joined(separator: ", ")) then: with [vault] set to "
          + "that they can be brought back; --partial goes without them."
      )
    }
    if files.contains(.unreadable) {
      hints.append("What could not be read may be all right: see its detail, and try again.")
    }
    if !partial { hints.append("--partial brings back the others.") }
    return hints
  }

  /// The vault that a file was in when it was recorded.
  private static func place(_ entry: RollbackPlan.Entry) -> String {
    guard entry.item.store == .s3, let path = entry.item.path else { return "a folder" }
    // `bucket/prefix/files/path`.
    let whole = entry.item.name.dropLast(path.count)
    return "s3://" + visible(String(whole.hasSuffix("/files/") ? whole.dropLast(7) : whole))
  }
}
