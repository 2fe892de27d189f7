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
  /// Opens the packs of a repository that can be read in this way: those of its own, of version 2.
  ///
  /// `wanted` is asked about each object of each of them. Packs of other repositories that this one
  /// borrows from are left to libgit2, and so is all if libdeflate is not installed.
  static func all(_ layout: RepositoryLayout, wanted: (ObjectID) -> Bool) -> [Pack] {
    guard (try? Inflater()) != nil else { return [] }
    let folder = layout.commonDirectory + "/objects/pack"
    let names = (try? Files.names(in: folder)) ?? []
    let suffix = ".idx"
    return names.filter { $0.hasPrefix("pack-") && $0.hasSuffix(suffix) }.sorted()
      .compactMap { try? Pack("\(folder)/\($0.dropLast(suffix.count))", wanted: wanted) }
  }
}
