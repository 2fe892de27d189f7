import ArgumentParser

/// How many processors a scan takes.
struct ThreadOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Scan with so many threads; all processors by default.", valueName: "N")
  )
  var threads: Int?

  func validate() throws {
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads takes a number from 1 to 256.")
    }
  }

  var count: Int { threads ?? Workers.defaultCount }
}
