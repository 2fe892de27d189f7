import CArchive

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads an archive by libarchive, one member after the other.
///
/// Nothing is ever written to a disk, and no program is started.
@safe final class ArchiveReader {
  enum Source {
    case bytes([UInt8])
    case stream(ByteStream)
  }

  /// One member; its content is read before the next is asked for.
  struct Member {
    let path: [UInt8]
    let isFile: Bool
    let isEncrypted: Bool
  }

  /// Why reading ended before the archive did.
  struct Failure: Error {
    let reason: String
    let isEncrypted: Bool
  }

  private let archive: OpaquePointer
  private let source: ArchiveSource
  /// Whether what was read of the current member ended early.
  private(set) var failure: Failure?

  /// Says why libarchive is not to be had, or nil.
  static func unavailable() -> String? {
    guard let reason = unsafe gss_archive_load() else { return nil }
    return unsafe String(cString: reason)
  }

  /// Takes an archive of which the format is known; nothing else is tried.
  init(_ format: ArchiveFormat, _ source: Source) throws(Failure) {
    guard let archive = unsafe archive_read_new() else {
      throw Failure(reason: "out of memory", isEncrypted: false)
    }
    unsafe self.archive = archive
    self.source = ArchiveSource(source)
    unsafe format.enable(archive)
    unsafe archive_read_set_callback_data(archive, Unmanaged.passUnretained(self.source).toOpaque())
    unsafe archive_read_set_read_callback(archive) { _, context, block in
      unsafe ArchiveSource.of(context).next(block)
    }
    unsafe archive_read_set_skip_callback(archive) { _, context, count in
      unsafe ArchiveSource.of(context).skip(count)
    }
    if case .bytes = source {
      unsafe archive_read_set_seek_callback(archive) { _, context, offset, origin in
        unsafe ArchiveSource.of(context).seek(offset, origin)
      }
    }
    guard unsafe archive_read_open1(archive) == ARCHIVE_OK else { throw lastFailure() }
  }

  deinit {
    unsafe archive_read_free(archive)
  }

  /// How many bytes of the archive were read so far.
  var consumed: Int { source.consumed }

  /// The next member; nil at the end.
  func next() throws(Failure) -> Member? {
    failure = nil
    var entry: OpaquePointer?
    let status = unsafe gss_archive_next_header(archive, &entry)
    if status == ARCHIVE_EOF { return nil }
    guard status >= ARCHIVE_WARN, let entry = unsafe entry else { throw lastFailure() }
    var path: [UInt8] = []
    if let name = unsafe gss_archive_entry_path(entry) {
      path = unsafe Array(UnsafeBufferPointer(start: name, count: strlen(name)))
        .map(UInt8.init(bitPattern:))
    }
    return unsafe Member(
      path: path,
      isFile: archive_entry_filetype(entry) & 0o170000 == 0o100000
        || archive_entry_filetype(entry) == 0,
      isEncrypted: archive_entry_is_encrypted(entry) > 0
    )
  }

  /// Reads some of the current member's bytes; none at its end, or where `failure` says why.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard failure == nil else { return 0 }
    for _ in 0..<100 {
      let count = unsafe archive_read_data(archive, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if count == Int(ARCHIVE_RETRY) { continue }
      break
    }
    failure = lastFailure()
    return 0
  }

  private func lastFailure() -> Failure {
    let text = unsafe archive_error_string(archive).map { unsafe String(cString: $0) }
    let reason = text ?? "damaged"
    let words = reason.lowercased()
    return Failure(
      reason: reason,
      isEncrypted: words.contains("encrypt") || words.contains("passphrase")
    )
  }
}

extension ArchiveFormat {
  /// Lets libarchive read this format and no other.
  fileprivate func enable(_ archive: OpaquePointer) {
    if isStream {
      unsafe archive_read_support_format_raw(archive)
      // Nothing may have been compressed.
      unsafe archive_read_support_format_empty(archive)
    }
    switch self {
    case .zip: unsafe archive_read_support_format_zip(archive)
    case .tar:
      unsafe archive_read_support_format_tar(archive)
      // Nothing may hide behind the end of the first.
      unsafe archive_read_set_format_option(archive, "tar", "read_concatenated_archives", "1")
    case .cpio: unsafe archive_read_support_format_cpio(archive)
    case .cab: unsafe archive_read_support_format_cab(archive)
    case .rar:
      unsafe archive_read_support_format_rar(archive)
      unsafe archive_read_support_format_rar5(archive)
    case .xar: unsafe archive_read_support_format_xar(archive)
    case .deb: unsafe archive_read_support_format_ar(archive)
    case .sevenZip: unsafe archive_read_support_format_7zip(archive)
    case .gzip: unsafe archive_read_support_filter_gzip(archive)
    case .bzip2: unsafe archive_read_support_filter_bzip2(archive)
    case .xz: unsafe archive_read_support_filter_xz(archive)
    case .zstd: unsafe archive_read_support_filter_zstd(archive)
    case .lz4: unsafe archive_read_support_filter_lz4(archive)
    case .lzip: unsafe archive_read_support_filter_lzip(archive)
    case .lzma: unsafe archive_read_support_filter_lzma(archive)
    case .compress: unsafe archive_read_support_filter_compress(archive)
    }
  }
}

/// What libarchive's callbacks read from.
@safe private final class ArchiveSource {
  /// Of an archive in memory, all of it; of another, the block that was read last.
  private let buffer: UnsafeMutableRawBufferPointer
  private let stream: ByteStream?
  private var at = 0
  private(set) var consumed = 0

  private static let blockSize = 1 << 16

  init(_ source: ArchiveReader.Source) {
    switch source {
    case .bytes(let bytes):
      stream = nil
      unsafe buffer = .allocate(byteCount: max(bytes.count, 1), alignment: 8)
      unsafe buffer.copyBytes(from: bytes)
      size = bytes.count
    case .stream(let stream):
      self.stream = stream
      unsafe buffer = .allocate(byteCount: Self.blockSize, alignment: 8)
      size = 0
    }
  }

  /// The length of an archive in memory.
  private let size: Int

  deinit {
    unsafe buffer.deallocate()
  }

  static func of(_ context: UnsafeMutableRawPointer?) -> ArchiveSource {
    guard let context = unsafe context else { preconditionFailure("set with the callbacks") }
    return unsafe Unmanaged<ArchiveSource>.fromOpaque(context).takeUnretainedValue()
  }

  func next(_ block: UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int {
    guard let block = unsafe block, let base = unsafe buffer.baseAddress else { return 0 }
    if let stream {
      unsafe block.pointee = UnsafeRawPointer(base)
      let count = unsafe stream.read(into: buffer)
      consumed += count
      return count
    }
    let count = min(Self.blockSize, size - at)
    unsafe block.pointee = UnsafeRawPointer(base + at)
    at += count
    consumed = max(consumed, at)
    return count
  }

  func skip(_ count: Int64) -> Int64 {
    guard stream == nil else { return 0 }
    let skipped = min(Int64(size - at), count)
    at += Int(skipped)
    return skipped
  }

  func seek(_ offset: Int64, _ origin: Int32) -> Int64 {
    let start =
      switch origin {
      case SEEK_CUR: Int64(at)
      case SEEK_END: Int64(size)
      default: Int64(0)
      }
    let (place, overflow) = start.addingReportingOverflow(offset)
    guard !overflow, place >= 0, place <= Int64(size) else { return Int64(ARCHIVE_FATAL) }
    at = Int(place)
    return place
  }
}
