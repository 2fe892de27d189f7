/// The blobs of a history, in an order in which they are read fast, and what is known of where they
/// are.
package struct HistoryBlobs: Sendable {
  /// What there is to read one by one.
  ///
  /// In a partial clone some may be of other types, and some not there.
  package let ids: [ObjectID]
  /// Packs, each with the blobs that are to be read from it.
  package let packs: [Pack]
  /// Objects that Git says are missing: blobs, or folders full of them.
  package let missing: [ObjectID]
  /// Blobs that no reader can make, as their deltas lead back to themselves.
  package let damaged: [ObjectID]
  /// Whether blobs are at so many paths that not all kinds of file are known that they are.
  package let lacksPaths: Bool
  private let places: HistoryPlaces
  /// Of blobs of which it is not known where they entered.
  private let names: [ObjectID: GitPath]
  private let source: Source

  private enum Source {
    case library(RepositoryLayout)
    case git(GitCommand)
  }

  /// The paths of a blob, one for each kind of file that it is; none if no name of it is known.
  ///
  /// These are the paths at which it entered.
  package func names(of blob: ObjectID) -> [GitPath] {
    let paths = places.places(of: blob).map(\.path)
    return paths.isEmpty ? names[blob].map { [$0] } ?? [] : paths
  }

  /// The kinds of file that a blob is, as told by what `History.blobs` was given, in the order of
  /// `names(of:)`; none if they are not known.
  package func kinds(of blob: ObjectID) -> [Int32] { places.kinds(of: blob) }

  /// The number of blobs.
  package var count: Int { packs.reduce(ids.count) { $0 + $1.wantedCount } }

  /// The commits that brought a blob in, in the order of `names(of:)`; none if they are not known.
  package func commits(of blob: ObjectID) -> [ObjectID] {
    places.places(of: blob).map(\.commit)
  }

  /// A reader for one thread.
  package func makeReader() throws(GitError) -> HistoryReader {
    switch source {
    case .library(let layout): .library(try ObjectReader(layout))
    case .git(let git): .git(try BlobReader(git))
    }
  }
}

/// Reads the objects of a history.
package enum HistoryReader {
  case library(ObjectReader)
  case git(BlobReader)

  /// Reads objects of any type.
  ///
  /// - Parameters:
  ///   - ids: the objects, in the order in which `body` gets them.
  ///   - body: gets each object's type, `commit`, `tree`, `blob` or `tag`, and its content, or why
  ///     this one could not be read.
  /// - Throws: if nothing more can be read.
  package func read(
    _ ids: [ObjectID],
    _ body: (ObjectID, Result<(type: String, bytes: [UInt8]), GitError>) throws(GitError) -> Void
  ) throws(GitError) {
    switch self {
    case .git(let reader): try reader.readObjects(ids, body)
    case .library(let reader):
      for id in ids {
        let result: Result<(type: String, bytes: [UInt8]), GitError>
        do throws(GitError) {
          result = .success(try reader.read(id))
        } catch {
          result = .failure(error)
        }
        try body(id, result)
      }
    }
  }

  package func close() throws(GitError) {
    if case .git(let reader) = self { try reader.close() }
  }
}

extension HistoryBlobs {
  init(
    listed ids: [ObjectID],
    missing: [ObjectID],
    _ places: HistoryPlaces,
    names: [ObjectID: GitPath],
    _ git: GitCommand
  ) {
    self.ids = ids
    self.missing = missing
    damaged = []
    lacksPaths = false
    self.names = names
    packs = []
    self.places = places
    source = .git(git)
  }

  init(
    packs: [Pack],
    others ids: [ObjectID],
    damaged: [ObjectID],
    _ places: HistoryPlaces,
    lacksPaths: Bool,
    _ layout: RepositoryLayout
  ) {
    self.ids = ids
    self.packs = packs
    missing = []
    self.damaged = damaged
    self.lacksPaths = lacksPaths
    names = [:]
    self.places = places
    source = .library(layout)
  }
}

extension History {
  /// Lists the blobs.
  ///
  /// Where libgit2 can open the repository and all folders are there, they are walked in this
  /// process, which also tells where each blob entered; otherwise Git is asked.
  ///
  /// - Parameters:
  ///   - layout: where the repository is.
  ///   - kind: tells kinds of files apart by their paths.
  ///   - isWanted: tells by their ids which objects to read.
  /// - Returns: all that the scope holds and is wanted.
  /// - Throws: `command` if Git fails; `corrupt` for a folder that is damaged.
  package func blobs(
    _ layout: RepositoryLayout,
    kind: @escaping @Sendable (GitPath) -> Int32,
    where isWanted: (ObjectID) -> Bool = { _ in true }
  ) throws(GitError) -> HistoryBlobs {
    if !scope.isRange, layout.objectFormat == "sha1" {
      do throws(GitError) {
        return try walkedBlobs(layout, kind: kind, where: isWanted)
      } catch {
        switch error.kind {
        case .unsupportedRepository, .libraryUnavailable, .missingObject: break
        default: throw error
        }
      }
    }
    var (listed, missing): ([ObjectID], [ObjectID])
    if let blobs = try presentBlobs() {
      (listed, missing) = (blobs, [])
    } else {
      (listed, missing) = try objects(["--missing=print"])
    }
    // Where a folder is missing, one path of each blob is known at least.
    var places = HistoryPlaces(kind: kind)
    var names: [ObjectID: GitPath] = [:]
    do throws(GitError) {
      let known = scope.isRange ? Set(listed + missing) : nil
      let changed = try changedPlaces(of: known, kind: kind)
      places = changed.places
      listed += changed.others
    } catch {
      guard error.kind == .command else { throw error }
      names = try self.names()
    }
    return HistoryBlobs(
      listed: listed.filter(isWanted),
      missing: missing.filter(isWanted),
      places,
      names: names,
      git
    )
  }

  private func walkedBlobs(
    _ layout: RepositoryLayout,
    kind: @escaping @Sendable (GitPath) -> Int32,
    where isWanted: (ObjectID) -> Bool
  ) throws(GitError) -> HistoryBlobs {
    try Pack.checkAll(layout)
    let reader = try ObjectReader(layout)
    var walk = HistoryWalk(reader, kind: kind)
    try walk.walk(try scope.commits(["--topo-order", "--reverse"], git))
    let places = walk.places
    // What a reference or a tag names itself need not be in any commit.
    var others = Set(try scope.holdsUnreachable ? stored(["blob"]) : namedBlobs())
    var rest = Set(places.blobs)
    others.subtract(rest)
    rest.formUnion(others)
    rest = rest.filter(isWanted)
    let packs = Pack.all(layout) { rest.remove($0) != nil }
    for pack in packs { rest.formUnion(pack.others) }
    let damaged = packs.flatMap(\.damaged)
    // In the order of the packs where libgit2 reads them, as neighbours there share their bases.
    var ids: [ObjectID] = []
    if !rest.isEmpty {
      ids.reserveCapacity(rest.count)
      try reader.forEachID { id in if rest.remove(id) != nil { ids.append(id) } }
    }
    return HistoryBlobs(
      packs: packs,
      others: ids + rest.sorted(),
      damaged: damaged,
      places,
      lacksPaths: walk.lacksPaths,
      layout
    )
  }

  /// The blobs that references and tags name, or that are in folders which they name.
  private func namedBlobs() throws(GitError) -> [ObjectID] {
    let lines = try LineReader(
      git,
      ["for-each-ref", "--format=%(objecttype) %(*objecttype) %(objectname)"]
    )
    var names: [String] = []
    while let line = try lines.next() {
      let words = String(decoding: line, as: UTF8.self)
        .split(separator: " ", omittingEmptySubsequences: false)
      guard words.count == 3 else { throw LineReader.unexpected(line, ["for-each-ref"]) }
      let isOfCommit = words[0] == "commit" || words[0] == "tag" && words[1] == "commit"
      if !isOfCommit { names.append(String(words[2])) }
    }
    if names.isEmpty { return [] }
    let found = try LineReader(
      git,
      [
        "rev-list", "--objects", "--no-object-names", "--no-walk", "--filter=object:type=blob",
        "--filter-provided-objects", "--stdin",
      ],
      input: Array((names.joined(separator: "\n") + "\n").utf8)
    )
    var ids: [ObjectID] = []
    while let line = try found.next() {
      guard let id = ObjectID(hexBytes: line) else {
        throw LineReader.unexpected(line, ["rev-list"])
      }
      ids.append(id)
    }
    return ids
  }
}
