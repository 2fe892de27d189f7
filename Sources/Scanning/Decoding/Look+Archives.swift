extension Look {
  /// Where something is that may be an archive.
  struct Place {
    /// Its path in the file; empty for the file itself.
    let member: [UInt8]
    /// What its members' paths start with, should it be an archive.
    let prefix: [UInt8]
    /// How many archives, and then compressed files, are around it.
    var depth = 0
    var streams = 0
    /// It, or what it is in, stands encoded in a text.
    var isEncoded = false

    /// The whole file.
    static let file = Place(member: [], prefix: [])

    private init(member: [UInt8], prefix: [UInt8]) {
      self.member = member
      self.prefix = prefix
    }

    /// Something that stands encoded in a text.
    init(encodedIn member: [UInt8]) {
      self.init(member: member, prefix: member)
      isEncoded = true
    }

    /// Something that an archive here holds.
    func member(_ path: [UInt8]) -> Place {
      let member = joined(path)
      var place = Place(member: member, prefix: member)
      place.depth = depth + 1
      place.isEncoded = isEncoded
      return place
    }

    /// What comes out when this is decompressed; an archive in it counts as one with it.
    func stream(_ name: [UInt8]) -> Place {
      var place = Place(member: joined(name), prefix: prefix)
      place.depth = depth
      place.streams = streams + 1
      place.isEncoded = isEncoded
      return place
    }

    private func joined(_ path: [UInt8]) -> [UInt8] {
      prefix.isEmpty || path.isEmpty ? prefix + path : prefix + Array("!/".utf8) + path
    }
  }

  /// How many times in a row something may be compressed.
  private static let maximumStreams = 3

  /// Looks at something that is in an archive: at its text, or into it where it is an archive.
  private mutating func contents(_ stream: ByteStream, _ place: Place) {
    guard let format = ArchiveFormat(stream.peek(ArchiveFormat.headLength)) else {
      windows(stream, member: place.member)
      return
    }
    guard format.needsSeek else {
      archive(format, .stream(stream), place)
      if !stream.peek(1).isEmpty { windows(stream, member: place.member) }
      return
    }
    var bytes: [UInt8] = []
    stream.read(budget.limits.inMemory + 1, into: &bytes)
    guard bytes.count <= budget.limits.inMemory else {
      if format == .zip {
        // Good enough for nearly all of them.
        archive(
          format,
          .stream(unsafe ByteStream(head: bytes) { unsafe stream.read(into: $0) }),
          place
        )
      } else {
        unread(
          UnreadPart(
            member: place.member,
            cause: .limit,
            message: "this \(format.rawValue) archive is too large to be read where it is",
            hint: "unpack what it is in, and scan that"
          )
        )
      }
      return
    }
    let first = result.findings.count
    text(TextWindow(bytes), member: place.member)
    let count = result.findings.count
    archive(format, .bytes(bytes), place)
    dropRepeated(first..<count)
  }

  /// Looks at all members of an archive.
  ///
  /// What stands encoded in a text may be cut short, in documentation for example: no word is lost
  /// about that.
  mutating func archive(
    _ format: ArchiveFormat,
    _ source: ArchiveReader.Source,
    _ place: Place
  ) {
    let what = format.isStream ? "\(format.rawValue) data" : "\(format.rawValue) archive"
    if let reason = ArchiveReader.unavailable() {
      unread(
        UnreadPart(
          member: place.member,
          cause: .noLibrary,
          message: "what is in this \(what) was not scanned: \(reason)",
          hint: "install libarchive (Debian: libarchive13, macOS: brew install libarchive)"
        )
      )
      return
    }
    nesting += 1
    defer { nesting -= 1 }
    // An archive may stand encoded in a text that an archive holds, and so on.
    guard place.depth < budget.limits.depth, place.streams < Self.maximumStreams,
      nesting <= budget.limits.depth + Self.maximumStreams
    else {
      unread(
        UnreadPart(
          member: place.member,
          cause: .limit,
          message: "this \(what) is too deep in others",
          hint: "unpack the outer ones, and scan what comes out"
        )
      )
      return
    }
    var encrypted: [[UInt8]] = []
    let unreadBefore = result.unread.count
    do throws(ArchiveReader.Failure) {
      try members(try ArchiveReader(format, source), format, place, &encrypted)
    } catch {
      if error.isEncrypted {
        encrypted.append(place.member)
      } else if !place.isEncoded {
        forgetDamage(after: unreadBefore)
        unread(damaged(place.member, what, error.reason))
      }
    }
    for member in encrypted.prefix(3) {
      let others = encrypted.count > 3 ? ", as are \(encrypted.count - 1) others in it" : ""
      unread(
        UnreadPart(
          member: member,
          cause: .encrypted,
          message: "encrypted\(others)",
          hint: "look at what is in it by hand"
        )
      )
      if encrypted.count > 3 { break }
    }
  }

  private mutating func members(
    _ reader: ArchiveReader,
    _ format: ArchiveFormat,
    _ place: Place,
    _ encrypted: inout [[UInt8]]
  ) throws(ArchiveReader.Failure) {
    let budget = budget
    var unpacked = 0
    while budget.exceeded == nil, let member = try reader.next() {
      let inner = format.isStream ? place.stream(streamName(place)) : place.member(member.path)
      guard budget.countMember() else { break }
      guard member.isFile else { continue }
      guard !member.isEncrypted else {
        encrypted.append(inner.member)
        continue
      }
      let stream = unsafe ByteStream { buffer in
        let count = unsafe reader.read(into: buffer)
        unpacked += count
        guard budget.count(count, ofThisArchive: unpacked, from: reader.consumed) else { return 0 }
        return count
      }
      let unreadBefore = result.unread.count
      contents(stream, inner)
      if reader.failure != nil || budget.exceeded != nil { forgetDamage(after: unreadBefore) }
      if let failure = reader.failure {
        if failure.isEncrypted {
          encrypted.append(inner.member)
        } else if format.isStream {
          throw failure
        } else if !place.isEncoded {
          unread(damaged(inner.member, "file in the archive", failure.reason))
        }
      }
    }
    if let exceeded = budget.exceeded, !isUnpackingLimited {
      isUnpackingLimited = true
      unread(
        UnreadPart(
          member: place.member,
          cause: .limit,
          message: "not unpacked to the end: \(exceeded)",
          hint: "unpack it, and scan what comes out"
        )
      )
    }
  }

  private func damaged(_ member: [UInt8], _ what: String, _ reason: String) -> UnreadPart {
    UnreadPart(
      member: member,
      cause: .damaged,
      message: "this \(what) is damaged: \(reason)",
      hint: "what could be read of it was scanned; look at the rest by hand"
    )
  }

  /// What a compressed file is called when it is not: the name without its last suffix.
  private func streamName(_ place: Place) -> [UInt8] {
    // The text that it stands encoded in has a name for the whole.
    guard !place.isEncoded || place.depth > 0 else { return [] }
    let path = name(of: place.member)
    let base = path[((path.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...]
    guard let dot = base.lastIndex(of: UInt8(ascii: ".")), dot > base.startIndex else {
      return Array(base)
    }
    let suffix = String(decoding: base[(dot + 1)...].map(ASCII.lowercased), as: UTF8.self)
    let known = ["gz", "bz2", "xz", "zst", "lz4", "lz", "lzma", "z"]
    if known.contains(suffix) { return Array(base[..<dot]) }
    return ["tgz", "tbz", "tbz2", "txz"].contains(suffix)
      ? base[..<dot] + Array(".tar".utf8) : Array(base)
  }
}

extension ArchiveFormat {
  /// Whether it is read better, or only, when its end can be read first.
  fileprivate var needsSeek: Bool {
    switch self {
    case .zip, .sevenZip, .rar, .cab, .xar: true
    default: false
    }
  }
}
