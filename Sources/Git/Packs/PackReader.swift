/// Reads families of packs; one for each thread.
package final class PackReader {
  private let inflater: Inflater

  /// - Throws: `libraryUnavailable` where libdeflate is not installed.
  package init() throws(GitError) { inflater = try Inflater() }

  /// Reads a family; each member comes behind the one that it is made from.
  ///
  /// - Parameters:
  ///   - root: the number of the object that the others are made from.
  ///   - pack: what the family is in.
  ///   - body: gets a member, and what it returned for the one that this is made from.
  /// - Returns: wanted objects that could not be read, to be tried in another way.
  /// - Throws: what `body` throws.
  package func read<State>(
    family root: Int,
    of pack: Pack,
    _ body: (Pack.Member, State?) throws(GitError) -> State
  ) throws(GitError) -> [ObjectID] {
    try pack.read(family: root, inflater, body)
  }
}

extension Pack {
  /// Checks that indexes belong to their packs and name places in them, which libgit2 takes for
  /// granted.
  ///
  /// Looks at the ends of the files and at the tables of places. Indexes of version 1, which have not
  /// been written for many years, are left to libgit2.
  ///
  /// - Throws: `corrupt`.
  static func checkAll(_ layout: RepositoryLayout) throws(GitError) {
    for path in paths(layout) {
      guard let index = try? PackIndex(path + ".idx"), let file = try? MappedFile(path + ".pack")
      else { continue }
      let end = unsafe file.bytes.count - 20
      var isRight = unsafe end >= 12 && file.bytes[end...].elementsEqual(index.packHash)
      for number in 0..<index.count where isRight {
        isRight = index.offset(number).map { $0 >= 12 && $0 < end } ?? false
      }
      guard isRight else {
        throw GitError(
          .corrupt,
          "\(GitPath(path)).pack and its index do not belong together.",
          hint: "Run `git fsck`; `git index-pack` makes the index of a pack anew."
        )
      }
    }
  }

  /// The packs of a repository of its own, without their endings.
  private static func paths(_ layout: RepositoryLayout) -> [String] {
    let folder = layout.commonDirectory + "/objects/pack"
    let names = (try? Files.names(in: folder)) ?? []
    return names.filter { $0.hasPrefix("pack-") && $0.hasSuffix(".idx") }.sorted()
      .map { "\(folder)/\($0.dropLast(4))" }
  }

  /// Opens the packs of a repository that can be read in this way: those of its own, of version 2.
  ///
  /// `wanted` is asked about each object of each of them. Packs of other repositories that this one
  /// borrows from are left to libgit2, and so is all if libdeflate is not installed.
  static func all(_ layout: RepositoryLayout, wanted: (ObjectID) -> Bool) -> [Pack] {
    guard (try? Inflater()) != nil else { return [] }
    return paths(layout).compactMap { try? Pack($0, wanted: wanted) }
  }
}
