/// Where each blob of a history entered it: the commit and the path, once for each kind of file
/// that the blob is.
///
/// A million blobs must fit: names stand in one array, one behind the other, and folders know only
/// their parents.
struct HistoryPlaces: Sendable {
  private struct Place {
    let commit: UInt32
    let folder: UInt32
    let name: Name
    let kind: Int32
    /// The place of the same blob as another kind of file, or -1.
    var next: Int32
  }

  private struct Name {
    let start: Int
    let count: Int32
  }

  static let top: UInt32 = 0

  /// Oldest first.
  private var commits: [ObjectID] = []
  /// Which blob is which; and, by that number, its first place.
  private var numbers: [ObjectID: UInt32] = [:]
  private var firstPlaces: [Int32] = []
  private var places: [Place] = []
  /// With a hash of the whole path, as each version of a folder has a number of its own.
  private var folders: [(parent: UInt32, name: Name, path: UInt64)] = [
    (0, Name(start: 0, count: 0), 14_695_981_039_346_656_037)
  ]
  private var names: [UInt8] = []
  private let kind: @Sendable (GitPath) -> Int32

  /// Takes what tells kinds of files apart by their paths.
  init(kind: @escaping @Sendable (GitPath) -> Int32) {
    self.kind = kind
  }

  var hasCommit: Bool { !commits.isEmpty }

  /// What is added from here on enters with this commit.
  mutating func enter(_ commit: ObjectID) { commits.append(commit) }

  mutating func add(folder: ArraySlice<UInt8>, in parent: UInt32) -> UInt32 {
    let path = pathHash(of: folder, in: parent)
    folders.append((parent, keep(folder), path))
    return UInt32(folders.count - 1)
  }

  /// Tells paths of folders apart: FNV-1a over their names, `/` behind each.
  func pathHash(of folder: ArraySlice<UInt8>, in parent: UInt32) -> UInt64 {
    var hash = folders[Int(parent)].path
    for byte in folder { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
    return (hash ^ UInt64(UInt8(ascii: "/"))) &* 1_099_511_628_211
  }

  mutating func add(_ blob: ObjectID, name: ArraySlice<UInt8>, in folder: UInt32) {
    guard let number = numbers[blob] else {
      numbers[blob] = UInt32(firstPlaces.count)
      let kind = kind(GitPath(bytes: path(folder, name)))
      firstPlaces.append(append(name, folder, kind))
      return
    }
    var last = firstPlaces[Int(number)]
    // Nearly always it is the path that is known.
    if folders[Int(places[Int(last)].folder)].path == folders[Int(folder)].path,
      names(places[Int(last)].name).elementsEqual(name)
    {
      return
    }
    let kind = kind(GitPath(bytes: path(folder, name)))
    while true {
      let place = places[Int(last)]
      if place.kind == kind { return }
      if place.next < 0 { break }
      last = place.next
    }
    let added = append(name, folder, kind)
    places[Int(last)].next = added
  }

  /// Whether a blob entered at all.
  func holds(_ blob: ObjectID) -> Bool { numbers[blob] != nil }

  var blobs: some Collection<ObjectID> { numbers.keys }

  /// One place for each kind of file that a blob is.
  func places(of blob: ObjectID) -> [(commit: ObjectID, path: GitPath)] {
    guard let number = numbers[blob] else { return [] }
    var result: [(commit: ObjectID, path: GitPath)] = []
    var at = firstPlaces[Int(number)]
    while at >= 0 {
      let place = places[Int(at)]
      result.append(
        (commits[Int(place.commit)], GitPath(bytes: path(place.folder, names(place.name))))
      )
      at = place.next
    }
    return result
  }

  /// The kinds of file that a blob is, in the order of its places.
  func kinds(of blob: ObjectID) -> [Int32] {
    guard let number = numbers[blob] else { return [] }
    var result: [Int32] = []
    var at = firstPlaces[Int(number)]
    while at >= 0 {
      result.append(places[Int(at)].kind)
      at = places[Int(at)].next
    }
    return result
  }

  private mutating func append(
    _ name: ArraySlice<UInt8>,
    _ folder: UInt32,
    _ kind: Int32
  ) -> Int32 {
    places.append(
      Place(
        commit: UInt32(commits.count - 1),
        folder: folder,
        name: keep(name),
        kind: kind,
        next: -1
      )
    )
    return Int32(places.count - 1)
  }

  private mutating func keep(_ name: ArraySlice<UInt8>) -> Name {
    defer { names += name }
    return Name(start: names.count, count: Int32(name.count))
  }

  private func names(_ name: Name) -> ArraySlice<UInt8> {
    names[name.start..<name.start + Int(name.count)]
  }

  private func path(_ folder: UInt32, _ name: ArraySlice<UInt8>) -> [UInt8] {
    var parts: [ArraySlice<UInt8>] = [name]
    var folder = folder
    while folder != Self.top {
      parts.append(names(folders[Int(folder)].name))
      folder = folders[Int(folder)].parent
    }
    return Array(parts.reversed().joined(separator: [UInt8(ascii: "/")]))
  }
}
