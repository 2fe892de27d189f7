// Keys of wallets and of exchanges for crypto currencies.

extension BuiltinRules {
  static let cryptoWallets: [Rule] = [
    Rule(
      id: "bitcoin-extended-private-key",
      description: "extended private key of a Bitcoin wallet",
      reference: "https://github.com/bitcoin/bips/blob/master/bip-0032.mediawiki",
      level: .high,
      keywords: ["xprv", "yprv", "zprv", "tprv"],
      pattern: #"[xyzt]prv[1-9A-HJ-NP-Za-km-z]{107,108}"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [Base58.isChecked],
      advice: "Move what the wallet holds to a new wallet.",
      examples: [
        "xprv: \(extendedKey(seed: 1))\n",
        "key = \"\(extendedKey(seed: 2))\"\n",
      ],
      counterexamples: [
        "key = \"xprv\(Example.random(107, .lowercase, seed: 1))\"\n",
        "key = xprv9s21ZrQH143K…\n",
      ]
    ),
    Rule(
      id: "bitcoin-wif-private-key",
      description: "private key of a Bitcoin address",
      reference: "https://en.bitcoin.it/wiki/Wallet_import_format",
      level: .high,
      keywords: [
        "wif_", "_wif", "wif=", "wif =", "wif:", "wif\"", "wif'", "privkey", "priv_key",
        "private_key", "privatekey", "private key", "secret_key", "secretkey", "bitcoin", "wallet",
      ],
      pattern:
        #"(?:5[1-9A-HJ-NP-Za-km-z]{50}|[KL][1-9A-HJ-NP-Za-km-z]{51})(?![1-9A-HJ-NP-Za-km-z])"#,
      boundary: .alphanumeric,
      window: .bytes(80),
      checks: [Base58.isChecked],
      advice: "Move what the address holds to a new address.",
      examples: [
        "wif = \(walletKey(seed: 1))\n",
        "importprivkey \"\(walletKey(seed: 2))\"\n",
      ],
      counterexamples: [
        "wif = K\(Example.random(51, .lowercase, seed: 1))\n",
        "wif = \(walletKey(seed: 1).dropLast())\n",
      ]
    ),
    Rule(
      id: "bip39-mnemonic",
      description: "seed phrase of a wallet",
      reference: "https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki",
      level: .high,
      keywords: [
        "mnemonic", "seed_phrase", "seedphrase", "seed phrase", "recovery_phrase",
        "recovery phrase", "secret_recovery",
      ],
      pattern:
        #"(?i:mnemonic|seed[_ ]?phrase|recovery[_ ]?phrase)[A-Za-z0-9_. -]{0,20}["\x27\])]{0,2}\s{0,4}(?:=>|:=|[=:,(])\s{0,4}["\x27`](?<secret>[a-z]{3,8}(?: [a-z]{3,8}){11}(?:(?: [a-z]{3,8}){3}){0,4})["\x27`]"#,
      boundary: .none,
      window: .atKeyword,
      checks: [isSeedPhrase],
      advice: "Move what the wallet holds to a new wallet.",
      examples: [
        "MNEMONIC=\"\(words(12, seed: 1))\"\n",
        "const mnemonic = '\(words(24, seed: 2))';\n",
      ],
      counterexamples: [
        "MNEMONIC=\"test test test test test test test test test test test junk\"\n",
        "mnemonic = \"your twelve word seed phrase goes in here without any of the quotes\"\n",
        "MNEMONIC=\"${MNEMONIC}\"\n",
      ]
    ),
    Rule(
      id: "ethereum-private-key",
      description: "private key of an Ethereum account",
      reference: "https://ethereum.org/en/developers/docs/accounts/",
      level: .high,
      keywords: [
        "private_key", "privatekey", "private-key", "priv_key", "privkey", "wallet_key",
        "deployer_key", "signer_key", "account_key", "eth_key", "new wallet(",
      ],
      pattern:
        #"(?i:(?:private|priv|wallet|deployer|signer|account|eth)[_-]?key|new\s{1,2}(?:ethers\.)?wallet)[A-Za-z0-9_]{0,20}["\x27\])]{0,2}(?:\s{0,4}(?:=>|:=|[=:,(])\s{0,4}|\s)["\x27`\[(]{0,3}(?:0x)?(?<secret>[0-9a-fA-F]{64})(?![0-9a-zA-Z])"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .custom(Rule.isNoIdentifier), .randomness],
      advice: "Move what the account holds to a new account.",
      examples: [
        "PRIVATE_KEY=0x\(Example.random(64, .hex, seed: 1))\n",
        "DEPLOYER_KEY=\"\(Example.random(64, .hex, seed: 2))\"\n",
        "accounts: [privateKey: \"0x\(Example.random(64, .hex, seed: 3))\"]\n",
      ],
      counterexamples: [
        "PRIVATE_KEY=0x0000000000000000000000000000000000000000000000000000000000000000\n",
        "private_key_sha256: \(Example.random(64, .hex, seed: 1))\n",
        "PRIVATE_KEY=${KEY}\n",
        "public_key=0x\(Example.random(64, .hex, seed: 1))\n",
      ]
    ),
    .service(
      id: "binance-api-secret",
      description: "Binance API key or secret",
      reference:
        "https://developers.binance.com/docs/binance-spot-api-docs/rest-api/request-security",
      level: .high,
      names: ["binance"],
      word: true,
      variable: "BINANCE_API_SECRET",
      format: [.run(64, .alphanumeric)],
      advice: "Delete the key in the account settings of the service, and make another."
    ),
    .service(
      id: "bitfinex-api-secret",
      description: "Bitfinex API key or secret",
      reference: "https://docs.bitfinex.com/docs/rest-auth",
      level: .high,
      names: ["bitfinex"],
      variable: "BITFINEX_API_SECRET",
      format: [.run(43, .base64URL)],
      advice: "Delete the key in the account settings of the service, and make another."
    ),
    .service(
      id: "bitmex-api-key",
      description: "BitMEX API key id",
      reference: "https://www.bitmex.com/app/apiKeysUsage",
      names: ["bitmex"],
      word: true,
      variable: "BITMEX_API_KEY",
      format: [.run(24, .base64URL)],
      advice: "Delete the key in the account settings of the service, and make another."
    ),
    .service(
      id: "bitmex-api-secret",
      description: "BitMEX API secret",
      reference: "https://www.bitmex.com/app/apiKeysUsage",
      names: ["bitmex"],
      variable: "BITMEX_API_SECRET",
      format: [.run(48, .base64URL)],
      advice: "Delete the key in the account settings of the service, and make another."
    ),
    .service(
      id: "bittrex-api-secret",
      description: "Bittrex API key or secret",
      reference: "https://bittrex.github.io/api/v3",
      names: ["bittrex"],
      variable: "BITTREX_API_SECRET",
      format: [.run(32, .hex)],
      advice: "Delete the key in the account settings of the service, and make another."
    ),
    .service(
      id: "bybit-api-secret",
      description: "Bybit API secret",
      reference: "https://bybit-exchange.github.io/docs/v5/guide",
      names: ["bybit"],
      word: true,
      variable: "BYBIT_API_SECRET",
      format: [.run(36, .alphanumeric)],
      advice: "Delete the key in the account settings of the service, and make another."
    ),
    .service(
      id: "blocknative-api-key",
      description: "Blocknative API key",
      reference: "https://docs.blocknative.com/",
      names: ["blocknative"],
      variable: "BLOCKNATIVE_API_KEY",
      format: [.uuid],
      advice: "Delete the key in the account settings of the service, and make another."
    ),
    .service(
      id: "coinbase-legacy-api-key",
      description: "Coinbase API key or secret (old form)",
      reference: "https://docs.cdp.coinbase.com/coinbase-app/docs/auth/api-key-authentication",
      level: .high,
      names: ["coinbase"],
      word: true,
      variable: "COINBASE_API_SECRET",
      format: [.run(64, .base64URL)],
      advice: "Delete the key in the account settings of the service, and make another."
    ),
    .service(
      id: "coinbase-exchange-secret",
      description: "Coinbase Exchange API secret",
      reference: "https://docs.cdp.coinbase.com/exchange/docs/rest-auth",
      names: ["coinbase", "gdax", "cbpro"],
      variable: "COINBASE_API_SECRET",
      format: [.run(86, .base64), "=="],
      advice: "Delete the key in the account settings of the service, and make another."
    ),
    .service(
      id: "coinapi-key",
      description: "CoinAPI key",
      reference: "https://docs.coinapi.io/authentication",
      names: ["coinapi", "x-coinapi-key"],
      variable: "COINAPI_KEY",
      format: [.uuid],
      advice: "Delete the key in the account settings of the service, and make another."
    ),
    .service(
      id: "coinmarketcap-api-key",
      description: "CoinMarketCap API key",
      reference: "https://coinmarketcap.com/api/documentation/v1/",
      names: ["coinmarketcap", "cmc_pro", "cmc-pro", "cmc_api"],
      variable: "COINMARKETCAP_API_KEY",
      format: [.uuid],
      advice: "Delete the key in the account settings of the service, and make another."
    ),
    .service(
      id: "coingecko-api-key",
      description: "CoinGecko API key",
      reference: "https://docs.coingecko.com/reference/authentication",
      names: ["coingecko", "cg-demo-api-key", "cg-pro-api-key", "cg_demo", "cg_pro"],
      variable: "COINGECKO_API_KEY",
      format: ["CG-", .run(24, .alphanumeric)],
      advice: "Delete the key in the account settings of the service, and make another."
    ),
    .service(
      id: "cryptocompare-api-key",
      description: "CryptoCompare API key",
      reference: "https://developers.coindesk.com/documentation/legacy/",
      names: ["cryptocompare"],
      variable: "CRYPTOCOMPARE_API_KEY",
      format: [.run(64, .hex)],
      advice: "Delete the key in the account settings of the service, and make another."
    ),
    .service(
      id: "etherscan-api-key",
      description: "Etherscan API key",
      reference: "https://docs.etherscan.io/getting-started/viewing-api-usage-statistics",
      level: .low,
      names: ["etherscan", "bscscan", "polygonscan", "arbiscan"],
      variable: "ETHERSCAN_API_KEY",
      format: [.run(34, .upperAlphanumeric)],
      advice: "Delete the key in the account settings of the service, and make another."
    ),
    .service(
      id: "gemini-exchange-api-key",
      description: "Gemini exchange API key",
      reference: "https://docs.gemini.com/rest-api/",
      names: ["gemini"],
      variable: "GEMINI_API_KEY",
      format: ["account-", .run(20, .alphanumeric)],
      advice: "Delete the key in the account settings of the service, and make another."
    ),
    .service(
      id: "glassnode-api-key",
      description: "Glassnode API key",
      reference: "https://docs.glassnode.com/basic-api/api-key",
      names: ["glassnode"],
      variable: "GLASSNODE_API_KEY",
      format: [.run(27, .alphanumeric)],
      advice: "Delete the key in the account settings of the service, and make another."
    ),
    .service(
      id: "alchemy-api-key",
      description: "Alchemy API key",
      reference: "https://www.alchemy.com/docs/create-an-api-key",
      names: ["alchemy"],
      word: true,
      variable: "ALCHEMY_API_KEY",
      format: [.run(32, .base64URL)],
      advice: "Delete the key in the account settings of the service, and make another."
    ),
  ]

  private static func extendedKey(seed: UInt64) -> String {
    // The version of a main network's private key, depth, parent, index, chain code, 0, key.
    let body = Array(Example.random(73, .alphanumeric, seed: seed).utf8)
    return Base58.checked([0x04, 0x88, 0xAD, 0xE4, 0] + body)
  }

  private static func walletKey(seed: UInt64) -> String {
    Base58.checked([0x80] + Array(Example.random(32, .alphanumeric, seed: seed).utf8) + [1])
  }

  private static func words(_ count: Int, seed: UInt64) -> String {
    (0..<count).map { Example.random(5, .lowercase, seed: seed &+ UInt64($0)) }
      .joined(separator: " ")
  }

  /// As many different words as chance would give, none of them one that the list does not have.
  private static let isSeedPhrase = Check.custom { match in
    let words = match.string.split(separator: " ")
    // Words of prose; the list of BIP-39 has none of them.
    let prose: Set<Substring> = [
      "the", "and", "your", "for", "this", "with", "are", "words", "mnemonic",
    ]
    return Set(words).count * 4 >= words.count * 3 && prose.isDisjoint(with: words)
  }
}
