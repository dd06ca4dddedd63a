#include "aggregator/story/lexicon.h"

/* The lists are for what stories differ by, not for the whole language. */
static const struct lexicon_list lists[] = {
	{TERM_MONTH, "january", "january jan"},
	{TERM_MONTH, "february", "february feb"},
	{TERM_MONTH, "april", "april apr"},
	{TERM_MONTH, "june", "june jun"},
	{TERM_MONTH, "july", "july jul"},
	{TERM_MONTH, "august", "august aug"},
	{TERM_MONTH, "september", "september sept sep"},
	{TERM_MONTH, "october", "october oct"},
	{TERM_MONTH, "november", "november nov"},
	{TERM_MONTH, "december", "december dec"},
	{TERM_DAY, "monday", "monday mon"},
	{TERM_DAY, "tuesday", "tuesday tue tues"},
	{TERM_DAY, "wednesday", "wednesday wed"},
	{TERM_DAY, "thursday", "thursday thu thurs"},
	{TERM_DAY, "friday", "friday fri"},
	{TERM_DAY, "saturday", "saturday"},
	{TERM_DAY, "sunday", "sunday"},
	{TERM_PERIOD, "quarter 1", "q1 1q"},
	{TERM_PERIOD, "quarter 2", "q2 2q"},
	{TERM_PERIOD, "quarter 3", "q3 3q"},
	{TERM_PERIOD, "quarter 4", "q4 4q"},
	{TERM_PERIOD, "half 1", "h1 1h"},
	{TERM_PERIOD, "half 2", "h2 2h"},
	{TERM_UP, "raise",
		"raise raises raised raising hike hikes hiked increase increases increased "
		"increasing boost boosts boosted lift lifts lifted lifting"},
	{TERM_UP, "beat",
		"beat beats beating exceed exceeds exceeded tops topped surpass surpasses "
		"surpassed"},
	{TERM_UP, "jump",
		"jump jumps jumped surge surges surged surging soar soars soared soaring leaps "
		"spike "
		"spikes spiked"},
	{TERM_UP, NULL,
		"upgrade upgrades upgraded rise rises rose rising gain gains gained climb "
		"climbs climbed climbing rally rallies rallied rallying higher rebound rebounds "
		"rebounded advance advances advanced outperform overweight "
		"bullish above strong stronger passes accelerates accelerated widens expands "
		"doubles approves approved wins"},
	{TERM_DOWN, "cut",
		"cut cuts cutting lower lowers lowered lowering reduce reduces reduced slash "
		"slashes slashed trim trims trimmed"},
	{TERM_DOWN, "plunge",
		"plunge plunges plunged plunging tumble tumbles tumbled tumbling slump slumps "
		"slumped sink sinks sank sinking plummet plummets plummeted"},
	{TERM_DOWN, NULL,
		"downgrade downgrades downgraded miss misses missed missing fall "
		"falls fell falling drop drops dropped dropping slide slides slid sliding "
		"decline declines declined declining dip dips "
		"dipped slip slips slipped ease eases eased retreat retreats retreated "
		"underperform underweight bearish slows slowed narrows shrinks halves rejects "
		"rejected below weak weaker loses crash crashes crashed"},
	{TERM_PLACE, "uk", "uk britain british"},
	{TERM_PLACE, "europe", "europe european eu eurozone"},
	{TERM_PLACE, NULL,
		"carolina dakota jersey mexico zealand hong saudi emirates uae america asia africa "
		"afghanistan albania algeria angola argentina armenia australia austria "
		"azerbaijan bahrain bangladesh belarus belgium bolivia botswana brazil bulgaria "
		"cambodia cameroon canada chile china colombia croatia cuba cyprus denmark "
		"ecuador egypt england estonia ethiopia finland france gaza georgia germany ghana "
		"greece greenland guatemala haiti honduras hungary iceland india indonesia iran "
		"iraq ireland israel italy jamaica japan jordan kazakhstan kenya kosovo kuwait "
		"laos latvia lebanon libya lithuania luxembourg malaysia mali malta mexico "
		"moldova mongolia morocco mozambique myanmar namibia nepal netherlands nicaragua "
		"niger nigeria norway oman pakistan palestine panama paraguay peru philippines "
		"poland portugal qatar romania russia rwanda scotland senegal serbia singapore "
		"slovakia slovenia somalia spain sudan sweden switzerland syria taiwan tanzania "
		"thailand tunisia turkey uganda ukraine uruguay uzbekistan venezuela vietnam "
		"wales yemen zambia zimbabwe alabama alaska arizona arkansas california colorado "
		"connecticut delaware florida hawaii idaho illinois indiana iowa kansas kentucky "
		"louisiana maine maryland massachusetts michigan minnesota mississippi missouri "
		"montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah "
		"vermont virginia wisconsin wyoming ontario quebec alberta queensland amsterdam "
		"athens atlanta baghdad baltimore bangkok barcelona beijing beirut berlin boston "
		"brooklyn brussels budapest cairo chennai chicago cleveland copenhagen dallas "
		"delhi denver detroit dubai dublin frankfurt geneva hamburg hanoi helsinki "
		"houston istanbul jakarta jerusalem johannesburg karachi kyiv lagos lima lisbon "
		"london madrid manchester manhattan manila melbourne memphis miami milan "
		"milwaukee minneapolis montreal moscow mumbai munich nairobi orlando oslo osaka "
		"paris philadelphia phoenix pittsburgh portland prague pyongyang riyadh rome "
		"sacramento santiago seattle seoul shanghai shenzhen stockholm sydney tehran "
		"tokyo toronto vancouver vienna warsaw zurich american british korean saudi"},
	{TERM_PLACE, "kyiv", "kiev"},
	{TERM_PLACE, "afghanistan", "afghan"},
	{TERM_PLACE, "argentina", "argentine"},
	{TERM_PLACE, "australia", "australian"},
	{TERM_PLACE, "austria", "austrian"},
	{TERM_PLACE, "belgium", "belgian"},
	{TERM_PLACE, "brazil", "brazilian"},
	{TERM_PLACE, "canada", "canadian"},
	{TERM_PLACE, "chile", "chilean"},
	{TERM_PLACE, "china", "chinese"},
	{TERM_PLACE, "colombia", "colombian"},
	{TERM_PLACE, "cuba", "cuban"},
	{TERM_PLACE, "denmark", "danish"},
	{TERM_PLACE, "netherlands", "dutch"},
	{TERM_PLACE, "egypt", "egyptian"},
	{TERM_PLACE, "ethiopia", "ethiopian"},
	{TERM_PLACE, "finland", "finnish"},
	{TERM_PLACE, "france", "french"},
	{TERM_PLACE, "germany", "german"},
	{TERM_PLACE, "greece", "greek"},
	{TERM_PLACE, "hungary", "hungarian"},
	{TERM_PLACE, "india", "indian"},
	{TERM_PLACE, "indonesia", "indonesian"},
	{TERM_PLACE, "iran", "iranian"},
	{TERM_PLACE, "iraq", "iraqi"},
	{TERM_PLACE, "ireland", "irish"},
	{TERM_PLACE, "israel", "israeli"},
	{TERM_PLACE, "italy", "italian"},
	{TERM_PLACE, "japan", "japanese"},
	{TERM_PLACE, "kenya", "kenyan"},
	{TERM_PLACE, "kuwait", "kuwaiti"},
	{TERM_PLACE, "lebanon", "lebanese"},
	{TERM_PLACE, "libya", "libyan"},
	{TERM_PLACE, "malaysia", "malaysian"},
	{TERM_PLACE, "mexico", "mexican"},
	{TERM_PLACE, "morocco", "moroccan"},
	{TERM_PLACE, "nigeria", "nigerian"},
	{TERM_PLACE, "norway", "norwegian"},
	{TERM_PLACE, "pakistan", "pakistani"},
	{TERM_PLACE, "palestine", "palestinian"},
	{TERM_PLACE, "peru", "peruvian"},
	{TERM_PLACE, "poland", "polish"},
	{TERM_PLACE, "portugal", "portuguese"},
	{TERM_PLACE, "qatar", "qatari"},
	{TERM_PLACE, "romania", "romanian"},
	{TERM_PLACE, "russia", "russian"},
	{TERM_PLACE, "scotland", "scottish"},
	{TERM_PLACE, "serbia", "serbian"},
	{TERM_PLACE, "spain", "spanish"},
	{TERM_PLACE, "sweden", "swedish"},
	{TERM_PLACE, "switzerland", "swiss"},
	{TERM_PLACE, "syria", "syrian"},
	{TERM_PLACE, "taiwan", "taiwanese"},
	{TERM_PLACE, "thailand", "thai"},
	{TERM_PLACE, "tunisia", "tunisian"},
	{TERM_PLACE, "turkey", "turkish"},
	{TERM_PLACE, "ukraine", "ukrainian"},
	{TERM_PLACE, "venezuela", "venezuelan"},
	{TERM_PLACE, "vietnam", "vietnamese"},
	{TERM_PLACE, "wales", "welsh"},
	{TERM_PLACE, "yemen", "yemeni"},
};

static const char stop_words[] =
	"a about after again against all also am amid an and any are as at back be because "
	"been before being below between both but by can could day did do does doing down "
	"during each even few for from further get gets got had has have he her here hers "
	"him his how i if in into is it its itself just like made make makes may me might "
	"more most my near new next no nor not now of off on once one only or other our "
	"out over own s said same say says see she should since so some still such t take "
	"takes than that the their them then there these they this those through to today "
	"too two under until up us very via was we week were what when where which while "
	"who whom why will with would year years yet you your";

const struct lexicon_list *
lexicon_lists(size_t *n)
{
	*n = sizeof lists / sizeof *lists;
	return lists;
}

const char *
lexicon_stop_words(void)
{
	return stop_words;
}
