/// Words that people build names, labels and made-up values of.
enum CommonWords {
  private static let words: [[UInt8]] =
    """
    access account action active address admin again alias allow allowed always api app \
    application apply argument array async attr attribute auth authorization author aws bar base \
    basic bearer blah body bool boolean browser bucket build button cache callback cancel certificate \
    change changed changeit channel char check choose class clear click client close code column common \
    config confirm connect connection console content context control cookie copy correct count \
    create credential credentials csrf current custom data database date default delete demo \
    deploy dev develop dialog digest disable disabled dir display docker document domain draft \
    dummy edit element email empty enable enabled encrypt encrypted endpoint enter entry env \
    environment error event example expire expired expires expression extension external fake \
    false field file filter find first flag foo foobar forget forgot form format from function general \
    generate generated generator get git global grant group guest hash have header hello helper hidden \
    hint home host html http https icon identifier ignore image import incorrect index info \
    initial input insert instance int integer internal invalid issue item json key keys kind \
    known label language last layout length level library license limit line link list load local \
    location lock log logger login logout lookup mail manager manual map master match max message \
    method min missing mode model module monkey must name names new next node none normal not \
    note null number object off old only open operation option optional options order other \
    output owner page param parameter params parent parse parser pass passcode passphrase passwd \
    password passwords path pattern permission phone plain platform please plugin policy port \
    post prefix pretty prev previous private process production profile project prompt property \
    provider proxy public pull push put query random read record redirect ref reference refresh \
    regex region register reject release remember remote remove rename replace repository request \
    require required reset resource response result retry return role root rotate route rule \
    sample save scheme scope script search secret secrets section secure security select send \
    server service session set setting settings setup short show sign signature signed simple \
    site size some sort source space staging standard start state static status step stop storage \
    store stream string strong style submit success suffix super switch symbol sync system table \
    tag target task team temp temporary template test testing text that the this time title token \
    tokens tool top trace true try type unauthorized undefined unit unknown update upload uri url \
    usage use user username users using uuid valid validate validation value values variable \
    version view virtual visible wait warning web webhook website when where widget window with \
    word workflow worker write wrong xml yaml yes you your
    """.split(separator: " ").map { Array($0.utf8) }

  /// For each first letter the range of its words in the sorted list.
  private static let ranges: [Range<Int>] = {
    var ranges = [Range<Int>](repeating: 0..<0, count: 26)
    for (index, word) in words.enumerated() {
      let letter = Int(word[0]) - 0x61
      let lower = ranges[letter].isEmpty ? index : ranges[letter].lowerBound
      ranges[letter] = lower..<index + 1
    }
    return ranges
  }()

  /// The share of the letters and digits of a value that lie in these words, longest words first.
  ///
  /// Words of three letters count only where they stand alone. Where marks count as letters,
  /// `s3cr3t` is a word, too.
  static func coverage(
    _ value: UnsafeBufferPointer<UInt8>,
    readingMarks: Bool = false
  ) -> Double {
    var covered = 0
    var total = 0
    var at = 0
    while at < value.count {
      let byte = unsafe plain(value[at], readingMarks)
      guard ASCII.isLetter(byte) else {
        if ASCII.isDigit(byte) { total += 1 }
        at += 1
        continue
      }
      let length = unsafe longestWord(value, at, readingMarks)
      covered += length
      total += max(length, 1)
      at += max(length, 1)
    }
    return total == 0 ? 0 : Double(covered) / Double(total)
  }

  /// A letter in lower case, also where a digit or a mark is written for it: `s3cr3t`, `p@$$w0rd`.
  private static func plain(_ byte: UInt8, _ readingMarks: Bool) -> UInt8 {
    guard readingMarks else { return ASCII.lowercased(byte) }
    return switch byte {
    case UInt8(ascii: "0"): UInt8(ascii: "o")
    case UInt8(ascii: "1"): UInt8(ascii: "i")
    case UInt8(ascii: "3"): UInt8(ascii: "e")
    case UInt8(ascii: "4"), UInt8(ascii: "@"): UInt8(ascii: "a")
    case UInt8(ascii: "5"), UInt8(ascii: "$"): UInt8(ascii: "s")
    case UInt8(ascii: "7"): UInt8(ascii: "t")
    default: ASCII.lowercased(byte)
    }
  }

  private static func longestWord(
    _ value: UnsafeBufferPointer<UInt8>,
    _ at: Int,
    _ readingMarks: Bool
  ) -> Int {
    var longest = 0
    for index in ranges[unsafe Int(plain(value[at], readingMarks)) - 0x61] {
      let word = words[index]
      guard word.count > longest, at + word.count <= value.count else { continue }
      var offset = 1
      while offset < word.count, unsafe plain(value[at + offset], readingMarks) == word[offset] {
        offset += 1
      }
      guard offset == word.count else { continue }
      if word.count == 3 {
        let left = unsafe at == 0 || !ASCII.isLetter(value[at - 1])
        let right = unsafe at + 3 == value.count || !ASCII.isLetter(value[at + 3])
        guard left && right else { continue }
      }
      longest = word.count
    }
    return longest
  }
}
