//! What words say whose work something is: the vocabularies of the ten layers and of common business domains, English
//! and Swedish. Owns how a text is compared with them. A guess that a person looks at before anything changes.

use crate::model::manifest::new::LAYERS;
use crate::model::team::STANDARD;

/// Beginnings of words (or whole phrases) by layer, in the order of the standard teams.
const LAYER_WORDS: [&str; 10] = [
    "schema,databas,db,sql,tabl,tabell,migration,migrer,entit,domain,domän,model,modell,types,typer,shared,delad,core,kärn,\
     foundation,grund,repositor,seed,storage,lagring,orm,persist",
    "api,rest,graphql,graph ql,endpoint,ändpunkt,grpc,route,rutt,controller,openapi,swagger,contract,kontrakt,auth,login,inlogg,session,\
     token,jwt,oauth,middleware,valid,request,gateway,websocket,paginat,rate limit",
    "business,affär,rule,regel,regler,workflow,arbetsflöd,logic,logik,service,tjänst,state machine,process,pricing,price,pris,\
     discount,rabatt,order,checkout,kassa,calculat,beräkn,tax,skatt,moms,saga,inventor,lager,cart,kundvagn,subscription,prenumer",
    "integration,extern,webhook,queue,kö,köer,message,meddeland,payment,betal,stripe,klarna,swish,email,e post,epost,mail,sms,\
     provider,leverantör,adapter,third party,import,export,sync,synk,kafka,rabbit,event,connector",
    "frontend,page,sida,sidor,component,komponent,ui,ux,react,vue,svelte,screen,skärm,view,vy,vyer,form,formulär,css,style,layout,\
     navigat,client,klient,web,mobil,accessib,tillgänglig,i18n,translat,översätt,state management,tillståndshantering",
    "test,e2e,end to end,qa,coverage,täckning,fixture,mock,quality,kvalitet,benchmark,cypress,playwright",
    "devops,dev ops,docker,container,kubernetes,k8s,helm,terraform,ci,cd,pipeline,deploy,driftsätt,drift,build,bygg,infra,release,\
     continuous,environment,miljö,hosting,backup",
    "docs,documentation,dokument,guide,handbok,manual,readme,tutorial,changelog,onboarding,runbook,reference,referens,help,hjälp",
    "security,säkerhet,access control,åtkomst,behörig,permission,rbac,audit,revision,privacy,integritet,gdpr,compliance,\
     efterlevnad,encrypt,krypter,secret,hemlig,csrf,xss,vulnerab,sårbar,consent,samtycke,pci",
    "metric,mätvärd,mätning,monitor,övervak,alert,larm,dashboard,instrumentpanel,analytic,analys,telemetr,tracing,log,logs,logging,\
     logg,report,rapport,statisti,kpi,observab,grafana,prometheus,insight",
];

/// Which layer wins where two fit equally well: a test of the API is a test.
const PREFERENCE: [usize; 10] = [5, 7, 6, 8, 9, 4, 3, 1, 2, 0];

/// What domains that many projects have are called, and what is done there.
const DOMAIN_WORDS: &[(&str, &str)] = &[
    ("order,beställ,checkout,kassa,sales,försälj", "order,beställ,checkout,kassa,cart,kundvagn,basket,return,retur,refund"),
    (
        "payment,betal,billing,faktur,invoic,econom,ekonomi",
        "payment,betal,billing,faktur,invoic,stripe,klarna,swish,refund,subscription,prenumer,tax,moms,pricing,price",
    ),
    (
        "user,användar,customer,kund,account,konto,member,medlem,identity,identitet",
        "user,användar,customer,kund,account,konto,profil,member,medlem,auth,login,inlogg,registr,password,lösenord,session",
    ),
    (
        "catalog,katalog,product,produkt,article,artikel",
        "catalog,katalog,product,produkt,article,artikel,categor,kategori,search,sök,price,pris,review,recension",
    ),
    ("inventor,lager,stock,warehouse", "inventor,lager,stock,warehouse,supplier,leverantör,sku"),
    (
        "shipping,frakt,deliver,leverans,logist",
        "shipping,shipment,frakt,deliver,leverans,logist,tracking,spårning,address,adress",
    ),
    (
        "notification,avisering,messag,meddel,communicat",
        "notification,avisering,email,e post,epost,mail,sms,push,messag,meddel,template,mall",
    ),
    ("report,rapport,analytic,analys,insight", "report,rapport,analytic,analys,statisti,dashboard,metric,kpi,insight,export"),
    ("content,innehåll,cms,blog", "content,innehåll,cms,blog,page,sida,article,artikel,media,image,bild"),
    ("support,help,hjälp,service", "support,ticket,ärende,help,hjälp,faq,chat,chatt"),
];

/// What domains share: the platform's work.
const PLATFORM_WORDS: &str =
    "platform,plattform,shared,delad,gemensam,common,core,kärn,shell,skal,auth,login,inlogg,design,config,konfig";

/// What a text is compared with.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    /// Texts that are this team's as they stand.
    exact: Vec<String>,
    /// Beginnings of words, and phrases.
    stems: Vec<String>,
    /// On a tie the highest wins.
    pub preference: usize,
}

fn listed(words: &str) -> impl Iterator<Item = String> + '_ {
    words.split(',').map(|word| word.trim().to_owned())
}

impl Vocabulary {
    /// The words of some layers together.
    pub fn of_layers(layers: &[usize]) -> Self {
        let exact = |layer: &usize| LAYERS[*layer].responsibilities.iter().map(|text| plain(text));
        let place = |layer: &usize| PREFERENCE.iter().position(|other| other == layer).unwrap_or_default();
        Self {
            exact: layers.iter().flat_map(exact).chain(layers.iter().map(|layer| plain(STANDARD[*layer].name))).collect(),
            stems: layers.iter().flat_map(|layer| listed(LAYER_WORDS[*layer])).collect(),
            preference: 10 - layers.iter().map(place).min().unwrap_or_default(),
        }
    }

    /// The words of a domain with this name.
    pub fn of_domain(name: &str) -> Self {
        let own = plain(name);
        let mut stems: Vec<String> = own.split(' ').filter(|word| word.chars().count() > 2).map(stem).collect();
        for (names, words) in DOMAIN_WORDS {
            if listed(names).any(|known| has(&own, &known) > 0) {
                stems.extend(listed(words));
            }
        }
        stems.sort();
        stems.dedup();
        Self { exact: vec![own], stems, preference: 1 }
    }

    /// What all domains share.
    pub fn of_platform() -> Self {
        let shared = [6, 7, 8, 9].into_iter().flat_map(|layer| listed(LAYER_WORDS[layer]));
        Self { exact: vec!["platform".into()], stems: listed(PLATFORM_WORDS).chain(shared).collect(), preference: 0 }
    }

    /// How well a text fits; 0 is not at all.
    pub fn score(&self, text: &str) -> usize {
        let text = plain(text);
        if self.exact.contains(&text) {
            return 1000;
        }
        self.stems.iter().map(|stem| has(&text, stem)).sum()
    }
}

/// A text in lower case, its words parted by single spaces: `restAPI_v2` is `rest api v2`.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut before = ' ';
    for character in text.chars() {
        if character.is_alphanumeric() {
            if character.is_uppercase() && before.is_lowercase() {
                out.push(' ');
            }
            out.extend(character.to_lowercase());
        } else if !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
        before = character;
    }
    out.trim_end().to_owned()
}

/// A word without the ending of its plural, English or Swedish.
fn stem(word: &str) -> String {
    let count = word.chars().count();
    for (ending, put) in [("ies", "i"), ("ers", "er"), ("or", ""), ("er", ""), ("ar", ""), ("s", "")] {
        if let Some(rest) = word.strip_suffix(ending).filter(|_| count >= ending.len() + 4) {
            return format!("{rest}{put}");
        }
    }
    word.to_owned()
}

/// How surely a plain text holds a stem: as a word or its beginning 2, inside a compound 1. Short stems must be
/// whole words.
fn has(text: &str, stem: &str) -> usize {
    if stem.contains(' ') {
        return if text.contains(stem) { 4 } else { 0 };
    }
    let length = stem.chars().count();
    let one = |word: &str| match () {
        () if word == stem => 2,
        () if length > 3 && word.starts_with(stem) => 2,
        () if length > 4 && word.contains(stem) => 1,
        () => 0,
    };
    text.split(' ').map(one).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(text: &str) -> Option<usize> {
        let all: Vec<_> = (0..10).map(|layer| Vocabulary::of_layers(&[layer])).collect();
        (0..10).filter(|at| all[*at].score(text) > 0).max_by_key(|at| (all[*at].score(text), all[*at].preference))
    }

    #[test]
    fn every_layer_knows_its_own_work() {
        for (place, of) in LAYERS.iter().enumerate() {
            for text in of.responsibilities {
                assert_eq!(layer(text), Some(place), "{text}");
            }
            assert_eq!(layer(STANDARD[place].name), Some(place));
        }
    }

    #[test]
    fn english_and_swedish_words_say_whose_it_is() {
        for (text, place) in [
            ("databasschema", 0),
            ("rest-api", 1),
            ("GraphQL", 1),
            ("Rabatter och moms", 2),
            ("Betalning med Swish", 3),
            ("React components", 4),
            ("API tests", 5),
            ("e2e", 5),
            ("Docker images", 6),
            ("Användarhandbok", 7),
            ("GDPR och samtycke", 8),
            ("Grafana dashboards", 9),
        ] {
            assert_eq!(layer(text), Some(place), "{text}");
        }
        assert_eq!(layer("åäö and ü"), None);
    }

    #[test]
    fn domains_draw_their_work_by_name_and_by_what_is_done_there() {
        let of = Vocabulary::of_domain;
        assert!(of("Orders").score("order history") > 0 && of("Orders").score("Kundvagn") > 0);
        assert!(of("Vehicles").score("vehicle-registry") > 0, "a domain of no list");
        assert!(of("Betalningar").score("stripe") > 0);
        assert_eq!(of("Orders").score("GDPR"), 0);
    }
}
