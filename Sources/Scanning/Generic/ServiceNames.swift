/// Names of services whose keys have no form of their own.
///
/// Only names that seldom stand for something else in sources. A few are words of English as well
/// (`stripe`, `slack`), which does no harm, as only a random value beside them counts. A name that is not here costs nothing but that a key beside it, where
/// no word such as `token` tells, goes unseen.
enum ServiceNames {
  /// The place behind a name that starts at a place in a text, in any case; nil where none does.
  static func end(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    unsafe withBytes { names in
      let letter = unsafe ASCII.lowercased(text[start]) &- UInt8(ascii: "a")
      guard letter < 26 else { return nil }
      // No name begins another, so that only the last one that is not greater can stand here.
      var last: Int?
      var low = starts[Int(letter)]
      var high = starts[Int(letter) + 1]
      while low < high {
        var name = (low + high) / 2
        while name > low, unsafe names[name - 1] != UInt8(ascii: " ") { name -= 1 }
        if unsafe isGreater(names, name, text, start) {
          high = name
        } else {
          last = name
          low = name
          while low < high, unsafe names[low] != UInt8(ascii: " ") { low += 1 }
          low += 1
        }
      }
      guard var at = last else { return nil }
      var end = start
      while at < names.count, unsafe names[at] != UInt8(ascii: " ") {
        guard end < text.count, unsafe ASCII.lowercased(text[end]) == names[at] else { return nil }
        at += 1
        end += 1
      }
      return end
    }
  }

  /// Whether a name is greater than the text at a place.
  private static func isGreater(
    _ names: UnsafeBufferPointer<UInt8>,
    _ name: Int,
    _ text: UnsafeBufferPointer<UInt8>,
    _ start: Int
  ) -> Bool {
    var offset = 0
    while unsafe name + offset < names.count && names[name + offset] != UInt8(ascii: " ") {
      guard start + offset < text.count else { return true }
      let letter = unsafe names[name + offset]
      let other = unsafe ASCII.lowercased(text[start + offset])
      if letter != other { return letter > other }
      offset += 1
    }
    return false
  }

  /// Where the names with each letter start, and where the last one ends.
  private static let starts: [Int] = unsafe withBytes { names in
    var starts = [0]
    for place in names.indices where unsafe place > 0 && names[place - 1] == UInt8(ascii: " ") {
      while unsafe starts.count <= Int(names[place] &- UInt8(ascii: "a")) { starts.append(place) }
    }
    while starts.count < 27 { starts.append(names.count) }
    return starts
  }

  private static func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    unsafe body(UnsafeBufferPointer(start: names.utf8Start, count: names.utf8CodeUnitCount))
  }

  /// Sorted; none begins another.
  private static let names: StaticString = """
    ablyapi ablykey abuseipdb abyssale accuweather activecampaign adafruit adzuna aeroworkflow \
    agoraappcert aiprise airbrake airbyte aircall airtable airvisual aiven alchemy alconost alegra \
    algolia alienvault allsportsapi alphavantage ambee amplemarket amplitude anthropic \
    apacta api2cart apideck apiflash apify apilayer apimatic apitemplate apollograph \
    appcertificate appcues appdynamics appfollow applitools appointedd appoptics appsflyer \
    appsmith apptivo appveyor appwrite arangodb arbiscan arcjet artsy asana asksage assemblyai \
    astradb atlassian aurigma auth0 autodesk autoklose auvik avalara avaza aviationstack aweber \
    axiomhq axonaut aylien ayrshare azuredevops azureopenai azuresearch backblaze backendless \
    bamboohr bannerbear baremetrics baseten beebole beehiiv besnappy besttime bettermode \
    betterstack betteruptime bigcartel bigcommerce billomat binance bitbucket bitcoinaverage \
    bitfinex bitly bitmex bitrise bittrex blazemeter blitapp blocknative bluesnap blynk bombbomb \
    boostnote borgbase botpress boxclient boxdeveloper braintree braintrust brandfetch brevo \
    browserless browserstack browshot bscscan bubbleio bugsnag buildium buildkite builtwith \
    bulksms bunnycdn buttercms bybit cablego caflou calendarific calendly callrail calorieninja \
    campaignmonitor campayn cannyio capsulecrm captaindata carbonaware carboninterface cartesia \
    cashboard caspio cbpro ccloud censusgov censys cerebras cexio chargebee chargify chartio \
    chartmogul chatbase chatfuel chatpdf chattermill chatwork checkly checkoutapi checkoutcom \
    checkoutsecret checkvist chromadb circleci circonus clarifai clearbit clevertap clickatell \
    clickfunnels clickhelp clicksend clickup cliengo clinchpad clockify clockodo clojars closecrm \
    closeio closte cloud66 cloudamqp cloudant cloudbees cloudcannon cloudconvert cloudelements \
    cloudflare cloudimage cloudinary cloudkarafka cloudmailin cloudmersive cloudplan cloudsight \
    cloudsmith cloudtables cloudways cloverly cloze clustdoc cockroachcloud cockroachdb codacy \
    codaio codeberg codeclimate codecov codemagic codequiry cognitoforms cohere coinapi coinbase \
    coinbureau coingecko coinify coinlayer coinlib coinmarketcap coinranking companyhub \
    companyscope configcat constantcontact contabo contactout contentful contentstack convertapi \
    convertful convertkit convier cookiebot copyleaks copyscape coralogix corrently couchbase \
    courtlistener coveo coveralls craftmypdf cratedb createsend cronitor crossbar crowdin \
    crowdstrike crunchbase cryptocompare currencycloud currencyfreaks currencylayer currencyscoop \
    currentsapi cursorapi customerguru customerio cyberark cybersource cypressrecord d2iq \
    d7network dadata dailyco dareboost dashlane databento databricks datacamp datadog datadome \
    dataforseo datagma datagov datanyze datocms deelapi deepai deepgram deepl deepseek deezer \
    demio deploygate deputycloud desec destatis detectify detectlanguage dfuse dialpad diffbot \
    digilocker digitalocean discogs discord disqus dittowords dnsimple docebo dockerhub docparser \
    docsbot documo docupilot docuseal docusign doppler dotdigital dotmailer dovico drchrono \
    driftapi drifttoken droneci dropbox dropcontact dropshare duckdns duffel duosec duply \
    dwightapi dwolla dynadot dynalist dynatrace dyspatch eagleeye easypost easyship ecostruxure \
    edamam edenai edusign elasticemail elasticio elevenlabs emailage emailjs emailoctopus emarsys \
    enablex enedis enphase envato envoyapi equinixmetal etherscan ethplorer eventbrite everhour \
    exaapi exacttarget exchangerateapi exchangeratesapi exoscale expensify exportsdk expotoken \
    extractorapi ezidebit facebook facepp facturapi fakturoid fastforex fastly fathomhq fatsecret \
    faunadb fbapp feedbin feedburner feedier feedly fetchrss fibery figma filestack finage \
    financialmodelingprep findthatlead finicity finmindtrade finnhub firebaseio firebasesecret \
    firecrawl firehydrant fireworksai fitbit fivesky fivetran fixerapi fixerio flaticon flatio \
    fleetio flexmail flickr flightapi flightaware flightlabs flightstats flodesk flowflu fluentu \
    flutterwave foodrepo forgejo formassembly formbucket formcarry formcraft formidable formio \
    formsite formspree foursquare fourthline frameio freeagent freelancehunt freemius freepik \
    freshbooks freshcaller freshchat freshdesk freshmarketer freshsales freshservice freshteam \
    freshworks friendliai frontapp frontegg fulcrumapp fullcontact fullstory funnelcockpit \
    funtranslations fusebill fusionauth fxmarket gainsight gamepix gandi gatherup gcore geckoboard \
    gemfury gengo geniekey geniusapi geoapify geocodify geocodio geoipifi geoipify geonames \
    getdrip getgeoapi getgist getresponse getsandbox getstream ghostapi giphy gitea gitguardian \
    githubcopilot gitkraken gitlab gitter giveffect gladia glassnode glitterly globalsign gnews \
    gnosispay goaffpro gocardless godaddy goodday goodreads gooey googleclientsecret gorgias \
    gosquared gotowebinar grafana grafbase graphcms graphhopper gravitee greptile greynoise \
    groovehq groq gtmetrix guardianapi gumlet gumroad gyazo happyfox happyscribe hashnode hasura \
    heapanalytics helicone hellofax hellosign helpcrunch helpscout hereapi heroku hetzner hevodata \
    heygen heymarket hiveage holidayapi holistics hootsuite html2pdf htmlcsstoimage hubspot \
    hubstaff huggingface hypeauditor hyperbrowser hypertrack hyperwallet iconfinder ideogram \
    iexcloud iflytek ilovepdf imagekit imagga imgbb imgix imgur impervaapi infobip infracost \
    infura insightly instabot instabug instamojo instapaper intelx intercom interseller intrinio \
    invoiceninja invoiceocean ipapi ipbase ipdata ipgeolocation ipify ipinfo iplocate \
    ipqualityscore ipstack ironcloud ivanti jambonz janrain jdbcapi jobadder jotform jumio \
    jumpcloud jumpseller justcall justgiving jwplayer kaleyra kanbanize kanbantool karbonhq kayako \
    keenio kentico keycdn kickbox kickofflabs kickserv kinopoisk kintone kinvey kissmetrics \
    klaviyo klazify klipfolio koinly kontak kontent koyeb kucoin kumulos kustomer kylas lacework \
    ladesk lambdatest lancedb landbot langfuse langsmith languagelayer languagetool lansweeper \
    lastfm launchdarkly lazerpay leadfeeder leadpages leaflink leankit leanplum lemlist \
    lemonsqueezy lendflow lessannoyingcrm lexigram lexoffice lightspeed linguarobot linkedin \
    linksquares linode liveagent livechat livekit livepeer livestorm loadmill locationiq \
    loganalytics logdna logflare loggly logicmonitor loginradius logrocket logtail lokalise looker \
    loyverse lumalabs lunchmoney luno luxand lyticsapi madkudu magicbell mailbluster mailboxlayer \
    mailchannels mailchimp mailerlite mailersend mailgun mailjet mailmodo mailosaur mailpace \
    mailreach mailsac mailslurp mailtools mailtrap mambu manatal mandrill manychat mapbox \
    mapillary mapquest maptiler marketcheck marketo marketstack marqo matillion mattermark \
    mattermost mavenlink maxmind medallia mediastack meilisearch meistertask memberful memberstack \
    mendeley meraki mercadolibre mercadopago mercurybank mesibo messagebird metaapi metalsapi \
    meteostat metricool metrilo microcms midjourney midtrans millionverifier mindee mindmeister \
    minimaxi mistral mixcloud mixmax mixpanel mixrank moderationapi moengage moesif mollie moloni \
    moneybird mongodb monkeylearn moosend moralis motherduck mouseflow moyasar mparticle \
    mrticktock msg91 muxapi myfreshworks myintervals mymemory namecheap namedotcom nanonets \
    naverapi navitia nebius neetocal netatmo netcup netlify netsuite neuralspace neutrinoapi \
    neverbounce newrelic newsapi newscatcher newsdata nexmo nicehash niceincontact nicereply \
    nightfall ninjarmm nordigen northflank northpass notifylog nozbe nuclino nuget numerai \
    numlookup numverify nutritionix nutshellcrm nylas nytimes oanda octoparse okta olark omnisend \
    onbuka onedesk onelogin onepagecrm onesignal onfido onfleet onlinesim oopspam openai openaq \
    opencage opencorporates opendns openexchangerates opengraphr openphone openrouter \
    openrouteservice openuv openweather opsgenie opsworkscm optidash optimizely orangehrm orbitapi \
    orbitlove orderdesk outsystems overloop ovhcloud packagecloud paddleapi pagarme pagerduty \
    pandadoc pandascore paperform papyrs paralleldots parsehub parsely parseur parsio partnerstack \
    passbase patreon paydirt payfit payhere paymo payoneer paypal paystack paytm payunit pdfco \
    pdfcrowd pdflayer pdfmonkey pdfshift peakon peopledatalabs pepipost percyapi perplexity \
    personio pexels pgatour phantombuster phaxio photoroom pinata pinecone pingboard pingdom \
    pingidentity pingone pinterest pipedream pipedrive pipefy pirsch pivotaltracker pixabay plaid \
    planable planetscale planhat planviewleankit planyo playhq pledgeit plivo podchaser podio \
    poeditor pollsapi poloniex polygonscan polymarket portainer portkey positionstack postageapp \
    postalytics postbacks postgrid posthog postmark postmates powrbot predibase predictleads \
    prestashop primetrust printfection printful printify prismic prodpad productboard proofpoint \
    propelauth prospectcrm protocolsio proxycrawl proxyscrape publishthis pubmatic pubnub \
    pulsedive pulumi purestake pushbullet pushcut pushengage pushover pushpad pushwoosh qase \
    qdrant qencode qlikcloud qonto quaderno qualaroo qualtrics qualys quandl questdb quickbase \
    quickbooks quickmetrics quicknode quickpay quintadb quotaguard rainforestapi rapidapi rasgo \
    ravelin razorpay reachmail readwise rebilly rebrandly recruitee recurly redbooth regfox \
    rejoiner remitano rentcast rentman repairshopr replicon replyio rescuegroups rescuetime \
    resmush retellai retool revampcrm revolut rewardful ringcentral ringover ritekit roamresearch \
    robinhood rocketreach rockset rollbar rootly route4me rownd rubygems rudderstack runkeeper \
    runpod runrunit runscope runwayml saasoptics sageone sailthru salesblink salescookie \
    salesflare salesforce salesloft salesmate samanage samsara satismeter saucelabs savvycal \
    scaleapi scalegrid scaleway scalingo scalr scandit scanova scrapeowl scraperapi scraperbox \
    scrapersite scrapestack scrapfly scrapingant scrapingbee scrapingdog scrapingrobot \
    screenshotapi screenshotlayer screenshotmachine screenshotone scrutinizer seatgeek seatsio \
    securitytrails seedrapi selectpdf selligent semanticscholar sematext semrush sendbee sendbird \
    sendgrid sendinblue sendlayer sendowl sendpulse sensibo seranking serpapi serphouse serpstack \
    serpstat serpwow servicetitan setmore shareasale sheety shelfapi sherpadesk shipbob shipday \
    shipengine shiphero shippingeasy shippo shipstation shodan shopify shoplogix shopware shortcm \
    shortio shortpixel shotstack showpad showwcase shutterstock sigfox signalhire signalwire \
    signaturit signiant signnow signrequest signupgenius sigopt simfin similarweb simplecast \
    simplesat simplesms simpletexting simplynoted simvoly sinchmessage sinchsms singlestore sirv \
    siteleaf skrapp skribble skubana skybiometry slack sleekplan smartling smartlook smartproxy \
    smartrecruiters smartsheet smartsupp smartthings smartystreets smooch smsglobal smshub smtp2go \
    snapchat snipcart snowflake snyk socialbakers socialbee socketlabs solcast solscan sonarqube \
    sonatype songkick sonoff sourcegraph sparkpost speechace speechify speechmatics speechtextai \
    spinwheel splunk spoonacular sportmonks sportradar spotify spotinst spreedly sproutsocial \
    squadcast squarespace squareup stackby stackhawk stackpath stadiamaps statsig statuscake \
    statuspage statuspal steadfastapi stepzen sterlingbackcheck stitchdata stockdata storecove \
    stormboard stormglass stormpath storyblok strava streamelements streamlabs streamtape stripe \
    stripo studyportals stytch sucuri sugarcrm sugester sumsub supabase supermetrics supernotes \
    surgemail surveyanyplace surveybot surveygizmo surveymonkey surveysparrow survicate svixhook \
    swiftcloud swiftype swipelux synthesia synthflow sysdig tableau tableplus taboola taggun \
    tailscale talkdesk tallyfy taobao tapfiliate tatumio tavily taxjar teamgate teamgrid \
    teamtailor teamworkcrm technicalanalysisapi tefter telegram teleporthq telesign telnyx tenable \
    tencent testlodge textbelt textlocal textmagic textrazor thecatapi theoddsapi thinkific \
    thousandeyes threatconnect threatstack thunderstore ticketmaster tickettailor ticktick \
    tidbcloud tiingo tiktokapi timecamp timetrex timezoneapi timezonedb tineye tinify tinybird \
    tinymce tinypng togetherai togglapi toggltrack tokeet tomorrowio tomtom toodledo tookan \
    topdesk tracxn tradestation tradier transistorfm transloadit travelpayouts travisci trello \
    trendmicro trendyol trustpilot trychroma tumblr turbopuffer turbosms tvmaze twelvedata \
    twelvelabs twilio twinfield twinword twitch twitter twocheckout tyntec typeform typesense \
    ubersuggest ubidots ucalgary uipath unbounce unifyid unsplash untappd upbounddev upcdatabase \
    upcloud upleadapi uploadcare uploadthing uppromote upstash uptimerobot upwave upwork \
    urbanairship urlbox urlscan userflow userpilot userstack uservoice utelly vacasa valyu \
    vanillaforums vatlayer vatsense vbout vectara veevavault vercel verifalia veriff verifyemail \
    verimail veriphone verkada versioneye victorops vidyard viewneo vimeo virtuagym virusradar \
    virustotal visualcrossing visualping vkontakte voiceflow voilanorbert voipms volusion vonage \
    voucherify vouchery vpnapi vtex vtiger vultr vyond vyte waaapi wachete wakatime walkscore \
    walmartapi wandb weatherapi weatherbit weatherstack weaviate webengage webex webflow \
    webhookrelay webpurify webscraper webscrapingapi websitepulse weglot weightsandbiases wepay \
    whatconverts whatsmyserp whereby whispir whmcs whoisxml whoxy wistia wixapi wolframalpha \
    woosmap wootric wordfence wordnik wordsapi workato workiom workos worksnaps workspacekey \
    workstack worldcoinindex worldtides worldweather wowza wrike wufoo xata xeroapi xneelo \
    xtremepush yammer yandex yelpapi yext yodlee yotpo youcanbookme youneedabudget yousign \
    yugabyte zapier zapscale zeabur zencart zencoder zendesk zenefits zenkit zenrows zenscrape \
    zenserp zeplin zerobounce zerotier zilliz zipapi zipbooks zipcodeapi zipcodebase zipcodestack \
    zipwhip zoho zonkafeedback zoominfo zoomus zulipchat zuora zuplo
    """
}
