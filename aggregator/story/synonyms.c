#include "aggregator/story/lexicon.h"

/*
 * Words that outlets use for one another when they tell of one event: the first of a row stands for
 * all. Only what means the same in news of every kind; a word with two trades (fire, charge, strike,
 * bond) is in no row.
 */
static const struct lexicon_list synonyms[] = {
	/* companies and money */
	{TERM_WORD, "shareholder", "shareholder shareholders stockholder stockholders"},
	{TERM_WORD, "subsidiary", "subsidiary subsidiaries"},
	{TERM_WORD, "founder", "founder founders cofounder cofounders"},
	{TERM_WORD, "chip", "chip chips semiconductor semiconductors chipmaker chipmakers"},
	{TERM_WORD, "drugmaker", "drugmaker drugmakers pharmaceutical pharmaceuticals pharma"},
	{TERM_WORD, "gasoline", "gasoline petrol"},
	{TERM_WORD, "unemployment", "unemployment jobless"},
	{TERM_WORD, "lender", "lender lenders bank banks"},
	{TERM_WORD, "earn", "earn earns earned"},
	{TERM_WORD, "acquire",
		"acquire acquires acquired acquiring acquisition acquisitions buy buys buying "
		"bought "
		"purchase purchases purchased purchasing takeover takeovers buyout buyouts"},
	{TERM_WORD, "merge", "merge merges merged merging merger mergers"},
	{TERM_WORD, "share", "share shares stock stocks"},
	{TERM_WORD, "earnings", "earnings profit profits"},
	{TERM_WORD, "revenue", "revenue revenues sales turnover"},
	{TERM_WORD, "outlook",
		"outlook guidance forecast forecasts forecasted forecasting estimate estimates "
		"estimated expectation expectations projection projections"},
	{TERM_WORD, "ceo", "ceo ceos chief"},
	{TERM_WORD, "chairman", "chairman chairwoman chair"},
	{TERM_WORD, "layoff",
		"layoff layoffs redundancy redundancies job jobs staff staffer staffers workforce "
		"headcount"},
	{TERM_WORD, "company", "company companies firm firms corporation corp group"},
	{TERM_WORD, "invest", "invest invests invested investing investment investments"},
	{TERM_WORD, "spinoff", "spinoff spinoffs demerger demerge"},
	{TERM_WORD, "ipo", "ipo ipos flotation"},
	{TERM_WORD, "fund", "fund funds funding financing"},
	{TERM_WORD, "dividend", "dividend dividends payout payouts"},
	{TERM_WORD, "buyback", "buyback buybacks repurchase repurchases repurchased"},
	{TERM_WORD, "bankruptcy", "bankruptcy bankrupt insolvency insolvent"},
	{TERM_WORD, "tariff", "tariff tariffs levy levies"},
	{TERM_WORD, "aluminum", "aluminum aluminium"},
	{TERM_WORD, "crypto", "crypto cryptocurrency cryptocurrencies"},
	{TERM_WORD, "bitcoin", "bitcoin bitcoins btc"},
	{TERM_WORD, "fed", "fed fomc"},
	/* people */
	{TERM_WORD, "coronavirus", "coronavirus covid"},
	{TERM_WORD, "climber", "climber climbers mountaineer mountaineers"},
	{TERM_WORD, "soldier", "soldier soldiers troops"},
	{TERM_WORD, "militant", "militant militants insurgent insurgents rebel rebels"},
	{TERM_WORD, "migrant", "migrant migrants refugee refugees"},
	{TERM_WORD, "hostage", "hostage hostages captive captives"},
	{TERM_WORD, "astronaut", "astronaut astronauts cosmonaut cosmonauts"},
	{TERM_WORD, "juror", "juror jurors jury juries"},
	{TERM_WORD, "resign",
		"resign resigns resigned resigning resignation quit quits quitting departs "
		"departed "
		"departure exits retires retire retired retiring retirement"},
	{TERM_WORD, "dismiss",
		"dismiss dismisses dismissed dismissal ousts ousted oust ouster sacks sacked "
		"sacking "
		"firing axed"},
	{TERM_WORD, "appoint",
		"appoint appoints appointed appointing appointment names named naming nominate "
		"nominates nominated nominating nomination hires hired"},
	{TERM_WORD, "successor",
		"successor successors succeed succeeds replacement replaces replace"},
	{TERM_WORD, "marry", "marry marries married marriage wedding weds wed"},
	{TERM_WORD, "pregnant", "pregnant pregnancy expecting"},
	{TERM_WORD, "kid",
		"kid kids child children boy boys girl girls teen teens teenager teenagers"},
	{TERM_WORD, "actor", "actor actors actress actresses"},
	{TERM_WORD, "film", "film films movie movies"},
	{TERM_WORD, "physician", "physician physicians doctor doctors"},
	{TERM_WORD, "attorney", "attorney attorneys lawyer lawyers"},
	/* law */
	{TERM_WORD, "verdict", "verdict verdicts ruling rulings"},
	{TERM_WORD, "testify", "testify testifies testified testifying testimony"},
	{TERM_WORD, "lawsuit", "lawsuit lawsuits sue sues sued suing suit suits litigation"},
	{TERM_WORD, "settle", "settle settles settled settling settlement settlements"},
	{TERM_WORD, "guilty", "guilty convict convicts convicted conviction"},
	{TERM_WORD, "prison", "prison jail jailed jails imprisoned imprisonment"},
	{TERM_WORD, "arrest",
		"arrest arrests arrested arresting detain detains detained detention"},
	{TERM_WORD, "indict", "indict indicts indicted indictment"},
	{TERM_WORD, "accuse",
		"accuse accuses accused accusing accusation accusations alleged alleges "
		"allegations"},
	{TERM_WORD, "probe",
		"probe probes probed investigate investigates investigated investigating "
		"investigation investigations inquiry"},
	{TERM_WORD, "antitrust", "antitrust monopoly monopolist"},
	{TERM_WORD, "approve",
		"approve approves approved approval clear clears cleared clearance greenlights"},
	{TERM_WORD, "ban", "ban bans banned banning bar bars barred prohibit prohibits prohibited"},
	{TERM_WORD, "regulator", "regulator regulators regulatory watchdog watchdogs"},
	{TERM_WORD, "penalty", "fine fines fined penalty penalties"},
	{TERM_WORD, "murder", "murder murders murdered homicide homicides slaying slayings slain"},
	{TERM_WORD, "thief", "thief thieves robber robbers burglar burglars"},
	{TERM_WORD, "robbery",
		"robbery robberies heist heists theft thefts burglary rob robs robbed steal steals "
		"stole stolen"},
	{TERM_WORD, "cop", "cop cops police policeman policemen officer officers"},
	{TERM_WORD, "hacker", "hacker hackers hack hacks hacked hacking cyberattack cyberattacks"},
	{TERM_WORD, "flaw", "flaw flaws vulnerability vulnerabilities bug bugs"},
	{TERM_WORD, "patch", "patch patches patched fix fixes fixed"},
	/* accidents and harm */
	{TERM_WORD, "collision", "collision collisions collide collides collided"},
	{TERM_WORD, "ceasefire", "ceasefire truce"},
	{TERM_WORD, "airstrike", "airstrike airstrikes bombardment"},
	{TERM_WORD, "flood", "flood floods flooding flooded floodwaters"},
	{TERM_WORD, "heatwave", "heatwave heatwaves"},
	{TERM_WORD, "dead",
		"dead death deaths die dies died dying deadly fatal fatally fatality fatalities "
		"kill "
		"kills killed killing killings killer"},
	{TERM_WORD, "injure",
		"injure injures injured injuring injury injuries wound wounds wounded hurt"},
	{TERM_WORD, "earthquake", "earthquake earthquakes quake quakes tremor temblor"},
	{TERM_WORD, "shooting",
		"shooting shootings shot shots shoots shoot gunman gunmen gunfire shooter"},
	{TERM_WORD, "bomb",
		"bomb bombs bombed bombing bombings blast blasts explosion explosions explode "
		"explodes exploded"},
	{TERM_WORD, "blaze", "blaze blazes inferno wildfire wildfires"},
	{TERM_WORD, "hurricane", "hurricane hurricanes typhoon cyclone"},
	{TERM_WORD, "outage", "outage outages blackout blackouts"},
	{TERM_WORD, "protest",
		"protest protests protested protesting protester protesters protestor protestors "
		"demonstration demonstrations demonstrator demonstrators riot riots rioters "
		"rioting"},
	{TERM_WORD, "walkout", "walkout walkouts"},
	{TERM_WORD, "virus",
		"virus viruses viral infection infections infected outbreak outbreaks"},
	{TERM_WORD, "jet", "jet jets plane planes airplane aircraft airliner jetliner"},
	{TERM_WORD, "ship", "ship ships vessel vessels"},
	{TERM_WORD, "car", "car cars auto autos automobile automobiles vehicle vehicles"},
	{TERM_WORD, "automaker", "automaker automakers carmaker carmakers"},
	/* doing and saying */
	{TERM_WORD, "withdraw", "withdraw withdraws withdrew withdrawn withdrawal pullout"},
	{TERM_WORD, "gay", "gay lgbt lgbtq"},
	{TERM_WORD, "unveil",
		"unveil unveils unveiled unveiling reveal reveals revealed revealing launch "
		"launches "
		"launched launching introduce introduces introduced debut debuts release releases "
		"released releasing announce announces announced announcing announcement"},
	{TERM_WORD, "agree",
		"agree agrees agreed agreeing agreement agreements deal deals pact accord"},
	{TERM_WORD, "cancel",
		"cancel cancels canceled cancelled cancellation scrap scraps scrapped axes abandon "
		"abandons abandoned ditches ditch"},
	{TERM_WORD, "halt",
		"halt halts halted pause pauses paused suspend suspends suspended suspension"},
	{TERM_WORD, "delay", "delay delays delayed postpone postpones postponed postponement"},
	{TERM_WORD, "warn", "warn warns warned warning warnings caution cautions alert alerts"},
	{TERM_WORD, "deny", "deny denies denied denial"},
	{TERM_WORD, "vow", "vow vows vowed pledge pledges pledged promise promises promised"},
	{TERM_WORD, "talks", "talks negotiate negotiates negotiating negotiation negotiations"},
	{TERM_WORD, "bid", "bid bids offer offers offered offering"},
	{TERM_WORD, "win", "winner winners victory"},
	{TERM_WORD, "critic",
		"critic critics criticism criticize criticizes criticised slams slammed blasted"},
	{TERM_WORD, "tv", "tv television"},
	{TERM_WORD, "jewelry", "jewelry jewellery jewels jewel gems gem jeweller jeweler jewelers"},
	{TERM_WORD, "worker", "worker workers employee employees"},
	{TERM_WORD, "factory", "factory factories plant plants"},
	{TERM_WORD, "phone", "phone phones smartphone smartphones handset handsets"},
	{TERM_WORD, "drug", "drug drugs medicine medicines medication"},
	{TERM_WORD, "vaccine", "vaccine vaccines vaccination jab jabs"},
	{TERM_WORD, "trial", "trial trials"},
	{TERM_WORD, "study", "study studies research researchers scientists scientist"},
	{TERM_WORD, "record", "record records"},
	{TERM_WORD, "election", "election elections vote votes voted voting voters poll polls"},
	{TERM_WORD, "lawmaker", "lawmaker lawmakers congressman senator senators"},
};

const struct lexicon_list *
lexicon_synonyms(size_t *n)
{
	*n = sizeof synonyms / sizeof *synonyms;
	return synonyms;
}
