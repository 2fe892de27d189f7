extension Session {
  /// Warns of what a remote has in the place of ledgers and is none.
  func sayStrangers(_ references: [String], _ remote: String) {
    for reference in references {
      warn(
        "\(visible(reference)) at \(visible(remote)) is named like no environment and was left alone; "
          + "`git push \(visible(remote)) :\(visible(reference))` deletes it there."
      )
    }
  }
}
