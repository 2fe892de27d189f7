/// A format of files that hold files, told by the first bytes and never by the name.
enum ArchiveFormat: String, Sendable {
  case zip, tar, cpio, cab, rar, xar, deb
  case sevenZip = "7z"
  case gzip, bzip2, xz, zstd, lz4, lzip, lzma
  case compress

  /// One compressed file, which has no name of its own.
  var isStream: Bool {
    switch self {
    case .gzip, .bzip2, .xz, .zstd, .lz4, .lzip, .lzma, .compress: true
    default: false
    }
  }

  /// How many bytes it takes to tell them all.
  static let headLength = 264

  init?(_ head: some RandomAccessCollection<UInt8>) {
    guard let first = head.first else { return nil }
    func starts(_ bytes: UInt8..., at place: Int = 0) -> Bool {
      head.dropFirst(place).starts(with: bytes)
    }
    func starts(_ text: StaticString, at place: Int = 0) -> Bool {
      unsafe head.dropFirst(place).starts(
        with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
      )
    }
    switch first {
    case 0x50 where starts("PK\u{3}\u{4}") || starts("PK\u{5}\u{6}"): self = .zip
    case 0x50 where starts("PK\u{7}\u{8}PK") || starts("PK00PK"): self = .zip
    case 0x1F where starts(0x1F, 0x8B, 0x08): self = .gzip
    case 0x1F where starts(0x1F, 0x9D) && Self.isCompress(head): self = .compress
    case 0x42 where starts("BZh") && starts(0x31, 0x41, 0x59, 0x26, 0x53, 0x59, at: 4):
      self = .bzip2
    case 0xFD where starts(0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00): self = .xz
    case 0x28 where starts(0x28, 0xB5, 0x2F, 0xFD): self = .zstd
    case 0x04 where starts(0x04, 0x22, 0x4D, 0x18): self = .lz4
    case 0x4C where starts("LZIP\u{1}"): self = .lzip
    // The upper half of the length, which may be unknown.
    case 0x5D where starts(0x5D, 0, 0) && (starts(0xFF, 0xFF, at: 10) || starts(0, 0, 0, at: 10)):
      self = .lzma
    case 0x37 where starts(0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C): self = .sevenZip
    case 0x52 where starts("Rar!\u{1A}\u{7}"): self = .rar
    case 0x4D where starts("MSCF") && starts(0, 0, 0, 0, at: 4): self = .cab
    case 0x78 where starts("xar!"): self = .xar
    case 0x21 where starts("!<arch>\ndebian-binary"): self = .deb
    case 0x30 where starts("07070") && Self.isCPIO(head): self = .cpio
    default:
      guard starts("ustar\0", at: 257) || starts("ustar ", at: 257) else { return nil }
      self = .tar
    }
  }

  /// A zip archive that stands behind a program which unpacks or runs it, told by its end.
  static func endsAsZip(_ bytes: [UInt8]) -> Bool {
    bytes.count > 22 && bytes[(bytes.count - 22)...].starts(with: [0x50, 0x4B, 5, 6])
  }

  /// Codes are of at most 9 to 16 bits, and two bits have no meaning.
  private static func isCompress(_ head: some RandomAccessCollection<UInt8>) -> Bool {
    guard let flags = head.dropFirst(2).first else { return false }
    return flags & 0x60 == 0 && (9...16).contains(flags & 0x1F)
  }

  /// The header of such an archive is digits from its start to its end.
  private static func isCPIO(_ head: some RandomAccessCollection<UInt8>) -> Bool {
    let digits = head.prefix(70)
    return digits.count == 70 && digits.allSatisfy(ASCII.isHex)
  }
}
