// Shops, marketplaces and freight.

extension BuiltinRules {
  static let commerce: [Rule] = [
    .service(
      id: "etsy-api-key",
      description: "Etsy keystring",
      reference: "https://developers.etsy.com/documentation/essentials/authentication/",
      names: ["etsy"],
      whole: true,
      word: true,
      variable: "ETSY_API_KEY",
      format: [.run(24, .lowerAlphanumeric)],
      advice: "Ask Etsy for another: etsy.com/developers/your-apps."
    ),
    .service(
      id: "etsy-shared-secret",
      description: "Etsy shared secret",
      reference: "https://developers.etsy.com/documentation/essentials/authentication/",
      names: ["etsy_shared_secret", "etsy_secret", "etsy-secret"],
      variable: "ETSY_SHARED_SECRET",
      format: [.run(10, .lowerAlphanumeric)],
      advice: "Ask Etsy for another: etsy.com/developers/your-apps."
    ),
    .token(
      id: "fleetbase-live-key",
      description: "Fleetbase API key",
      reference: "https://docs.fleetbase.io/",
      level: .medium,
      format: ["flb_live_", .run(20, .alphanumeric)],
      advice: "Roll it: console.fleetbase.io, Developers, API keys."
    ),
    .token(
      id: "flexport-api-token",
      description: "Flexport API token",
      reference: "https://docs.logistics-api.flexport.com/",
      level: .medium,
      format: ["shltm_", .run(40, .base64URL)],
      advice: "Delete it: portal.flexport.com, Settings, API tokens."
    ),
  ]
}
