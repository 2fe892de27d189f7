/// What a name says about the value beside it.
enum SecretName {
  enum Kind: Equatable {
    /// `password`, `db_passwd`: people choose these values, so that they may be short and plain.
    case password
    /// `client_secret`, `apiToken`: machines make these values.
    case secret
    /// `key`, `auth`: may be a secret, is often something else.
    case weak
    /// `secret_name`, `public_key`, `token_url`: about a secret, not one; or no such word.
    case none
  }

  /// Whether a name says that what stands beside it is random and yet no secret.
  static func namesData(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    var found = false
    unsafe forEachWord(name) { word in
      if dataWords.contains(word) || aboutWords.contains(word) || publicWords.contains(word) {
        found = true
      }
    }
    return found
  }

  private static let dataWords = set(
    "accept accessor charset alphabet integrity commit revision rev etag content data image img cert certificate certs modulus blob"
      + " uuid guid boundary hex base binary raw hmac mac cipher ciphertext plaintext iv salt vector expected"
      + " expect result actual output got want tag sig sid cid nonce ident build identifier key keys video"
      + " font src x y n e d p q dp dq qi sum crc subject issuer serial oid class selector html xml"
      + " encoded encrypted decoded body payload text string str value val assert equal equals same"
  )

  /// Whether a text between the name of a service and a value names an id, a digest or the like.
  static func namesIdentifier(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var found = false
    unsafe forEachWord(text) { word in
      if identifierWords.contains(word) || publicWords.contains(word) { found = true }
    }
    return found
  }

  private static let identifierWords = set(
    "id ids uuid guid sha hash md digest checksum commit integrity revision rev fingerprint etag"
      + " version nonce trace url uri path file image img icon crc tag ref sum cert certificate"
      + " device serial build release job order project workspace org organization tenant site"
      + " zone schema hexdigest dsn measurement tracking gtm analytics webhook_id object blob tree"
      + " equal equals same assert host hostname label vpc subnet"
  )

  /// Whether `key` ends a name after a word that says whose it is, not what kind: `feedierKey`.
  static func isQualifiedKey(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    var last: [UInt8] = []
    var previous: [UInt8] = []
    unsafe forEachWord(name) { word in
      previous = last
      last = word
    }
    return last == Array("key".utf8) && previous.count >= 5 && !keyedThings.contains(previous)
  }

  /// What records have keys of that are ids.
  private static let keyedThings = set(
    "device entry object record issue parent folder product workflow event instance feature entity"
      + " order customer member asset document project resource request batch state shard bucket"
      + " region component catalog stream widget module graph store tenant space category section"
      + " target source course content article artifact person people player round match"
  )

  static func kind(of name: UnsafeBufferPointer<UInt8>) -> Kind {
    var kind = Kind.none
    var previous: [UInt8] = []
    var isPublic = false
    unsafe forEachWord(name) { word in
      if previous.isEmpty, verbs.contains(word) { isPublic = true }
      if isSuffix(word) {
        // `passValue`: a verb.
        if previous == Array("pass".utf8) { kind = .none }
        return
      }
      if publicWords.contains(word) { isPublic = true }
      kind = classify(word, after: previous, kind)
      previous = word
    }
    return isPublic ? .none : kind
  }

  private static func classify(_ word: [UInt8], after previous: [UInt8], _ before: Kind) -> Kind {
    if aboutWords.contains(word) { return .none }
    // `FUNCTION_PASS`: a stage of a compiler.
    if word == Array("pass".utf8), stages.contains(previous) { return .none }
    if passwordWords.contains(word) { return .password }
    // Cursors and locks of web APIs, which grant nothing.
    if word.starts(with: "token".utf8), cursorQualifiers.contains(previous) { return .none }
    if secretWords.contains(word) { return .secret }
    if word == Array("key".utf8) || word == Array("keys".utf8) {
      if keyQualifiers.contains(previous) || before == .secret { return .secret }
      return notSecretKeys.contains(previous) ? .none : .weak
    }
    if word == Array("string".utf8) {
      return previous == Array("connection".utf8) ? .weak : before
    }
    if weakWords.contains(word) { return before == .none ? .weak : before }
    // Words run together: `pgpassword`, `slapikey`.
    for ending in passwordEndings
    where word.count > ending.count
      && word.suffix(ending.count)
        .elementsEqual(ending)
    { return .password }
    for ending in secretEndings
    where word.count > ending.count
      && word.suffix(ending.count)
        .elementsEqual(ending)
    { return .secret }
    // After a word that makes a secret, an unknown word leaves it open: `secret_foo`.
    return before == .none ? .none : before == .weak ? .none : .weak
  }

  /// Whether a name is that of a token which only tells requests apart: `ClientToken`,
  /// `ClientRequestToken`, `LifecycleActionToken`.
  ///
  /// AWS fills them with UUIDs.
  static func namesRequest(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    var previous: [UInt8] = []
    var found = false
    unsafe forEachWord(name) { word in
      if word.elementsEqual("token".utf8), requests.contains(previous) { found = true }
      previous = word
    }
    return found
  }

  /// `getPassword("ada")`: what a function does to a secret, which is none of its arguments.
  private static let verbs = set(
    "get has is find fetch encode compare matches prompt ask enter forgot show hide disable disabled"
      + " no without require requires allow skip"
  )
  private static let requests = set("client request action creation")

  /// Splits at case changes and at everything that is neither a letter nor a digit; lower-cases.
  private static func forEachWord(_ name: UnsafeBufferPointer<UInt8>, _ body: ([UInt8]) -> Void) {
    var word: [UInt8] = []
    for index in 0..<name.count {
      let byte = unsafe name[index]
      if !ASCII.isLetter(byte) {
        if !word.isEmpty { body(word) }
        word.removeAll(keepingCapacity: true)
        continue
      }
      if ASCII.isUppercase(byte), index > 0, !word.isEmpty {
        let lowerBefore = unsafe ASCII.isLowercase(name[index - 1])
        let lowerAfter = unsafe index + 1 < name.count && ASCII.isLowercase(name[index + 1])
        if lowerBefore || lowerAfter {
          body(word)
          word.removeAll(keepingCapacity: true)
        }
      }
      word.append(ASCII.lowercased(byte))
    }
    if !word.isEmpty { body(word) }
  }

  /// Words at the end of a name that say nothing of what it names.
  private static func isSuffix(_ word: [UInt8]) -> Bool { suffixWords.contains(word) }

  private static func set(_ words: String) -> Set<[UInt8]> {
    Set(words.split(separator: " ").map { Array($0.utf8) })
  }

  private static let passwordWords = set(
    "password passwords passwd pwd passphrase storepass keypass passin passout passcode pass pw psw"
      + " dbpass userpass smtppass mailpass emailpass rootpass adminpass ftppass sqlpass authpass"
  )
  /// What `pass` after it does not make a password: the stages of a compiler, the gateways of nginx.
  private static let stages = set(
    "function machine module loop region codegen opt optimization analysis render first second"
      + " compiler shader instrumentation high low band fastcgi uwsgi scgi grpc"
  )
  private static let secretWords = set(
    "secret secrets token tokens credential credentials apikey accesskey secretkey privatekey authkey"
      + " authtoken accesstoken clientsecret psk bearer authorization jwt hmac webhook"
  )
  private static let weakWords = set("auth cred creds salt seed cookie nonce")
  private static let suffixWords = set(
    "value val plain plaintext raw str text b base new old default dev prod production staging"
      + " test tests live hex v x const current temp tmp fallback master main"
  )
  private static let keyQualifiers = set(
    "api access private secret encryption encrypt signing sign master shared account storage auth"
      + " session subscription admin service license app application consumer deploy server"
      + " cookie jwt hmac aes rsa ssh crypto cipher security bot developer sdk write token"
      + " authentication authorization transaction"
  )
  private static let notSecretKeys = set(
    "s public primary foreign partition sort range hash cache index composite unique natural host"
      + " map dict json group object row column item config setting translation lookup ssh_public"
      + " registry query search routing message event label tag metric test publishable arrow recv trusted known gpg pgp websocket"
  )
  private static let cursorQualifiers = set(
    "next input output change lock update sequence page paging pagination continuation continue idempotency"
      + " purchase start starting request sync cursor marker resume previous cancellation"
      + " cancel syntax lexer parser groovy punctuation css theme design"
  )
  private static let publicWords = set("public publishable pub foreign csrf xsrf")
  private static let passwordEndings = ["password", "passwd", "pwd", "passphrase"].map {
    Array($0.utf8)
  }
  private static let secretEndings = ["secret", "token", "apikey", "secretkey", "accesskey"].map {
    Array($0.utf8)
  }
  private static let aboutWords = set(
    "id ids name names file files filename path paths url urls uri count counts size type types ttl"
      + " policy policies arn arns example length len expiry expires expiration expired timeout age"
      + " field fields label labels placeholder hint prompt title message messages msg error errors"
      + " err regex pattern patterns rule rules format prefix suffix header headers param params"
      + " parameter parameters input inputs form reset change changed forgot forgotten min max"
      + " required enabled disabled index idx column table version date time at in endpoint host"
      + " hostname port user username email mail group role class css style icon button link href"
      + " page view controller service provider manager store stores generator validator algorithm"
      + " algo alg method mode scheme ref refs reference source location dir directory region bucket"
      + " limit usage count num number tokenizer map list array lists set sets dict factory builder"
      + " helper handler callback function func event events status state valid invalid strength"
      + " check checks exists lookup resolver command cmd script program agent request response"
      + " hash hashed digest checksum fingerprint thumbprint sha md encoding encoded bytes bits bit"
      + " width height color scope scopes audience issuer kind option options config configuration"
      + " setting settings description desc comment note help info notice screen dialog modal window"
      + " test tests spec model schema entity module package plugin extension import rotation"
      + " backend engine driver client server api app space character characters char chars"
      + " protected safe store storage update updated create created delete deleted remove"
      + " management policy support based family language locale position offset start end stop"
      + " word words signature signatures line lines column columns row rows tree node nodes stream buffer reader"
      + " writer parser lexer scanner iterator stack queue cache pool session sessions context"
  )
}
