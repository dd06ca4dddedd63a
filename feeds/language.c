#include "feeds/language.h"

#include <stdint.h>
#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/base/utf8.h"

#define TEXT_BYTES_MAX 4096
#define WORD_BYTES_MAX 16
#define LETTERS_MIN 12 /* of a script of one language: fewer may be a name in another's text */
#define HITS_MIN 2     /* small words that must speak for a language */
#define KANA_PART 10   /* so much kana beside Han makes it Japanese */
#define LEAD_NUM 5     /* and they must be this many to ... */
#define LEAD_DEN 4     /* ... this many of the next best language */

enum script {
	SCRIPT_LATIN,
	SCRIPT_CYRILLIC,
	SCRIPT_KANA,
	SCRIPT_HAN,
	SCRIPT_HANGUL,
	SCRIPT_GREEK,
	SCRIPT_HEBREW,
	SCRIPT_ARABIC,
	SCRIPT_THAI,
	SCRIPT_DEVANAGARI,
	SCRIPT_BENGALI,
	SCRIPT_TAMIL,
	SCRIPT_TELUGU,
	SCRIPT_GUJARATI,
	SCRIPT_KANNADA,
	SCRIPT_MALAYALAM,
	SCRIPT_PANJABI,
	SCRIPT_SINHALA,
	SCRIPT_KHMER,
	SCRIPT_LAO,
	SCRIPT_BURMESE,
	SCRIPT_GEORGIAN,
	SCRIPT_ARMENIAN,
	SCRIPT_ETHIOPIC,
	SCRIPT_COUNT,
};

/* Blocks in the order of their points; what is in none is Latin, and counted by words. */
static const struct block {
	uint32_t first;
	uint32_t last;
	enum script script;
} blocks[] = {
	{0x0370, 0x03ff, SCRIPT_GREEK},
	{0x0400, 0x052f, SCRIPT_CYRILLIC},
	{0x0530, 0x058f, SCRIPT_ARMENIAN},
	{0x0590, 0x05ff, SCRIPT_HEBREW},
	{0x0600, 0x06ff, SCRIPT_ARABIC},
	{0x0900, 0x097f, SCRIPT_DEVANAGARI},
	{0x0980, 0x09ff, SCRIPT_BENGALI},
	{0x0a00, 0x0a7f, SCRIPT_PANJABI},
	{0x0a80, 0x0aff, SCRIPT_GUJARATI},
	{0x0b80, 0x0bff, SCRIPT_TAMIL},
	{0x0c00, 0x0c7f, SCRIPT_TELUGU},
	{0x0c80, 0x0cff, SCRIPT_KANNADA},
	{0x0d00, 0x0d7f, SCRIPT_MALAYALAM},
	{0x0d80, 0x0dff, SCRIPT_SINHALA},
	{0x0e00, 0x0e7f, SCRIPT_THAI},
	{0x0e80, 0x0eff, SCRIPT_LAO},
	{0x1000, 0x109f, SCRIPT_BURMESE},
	{0x10a0, 0x10ff, SCRIPT_GEORGIAN},
	{0x1200, 0x137f, SCRIPT_ETHIOPIC},
	{0x1780, 0x17ff, SCRIPT_KHMER},
	{0x1f00, 0x1fff, SCRIPT_GREEK},
	{0x3041, 0x30ff, SCRIPT_KANA},
	{0x3400, 0x9fff, SCRIPT_HAN},
	{0xac00, 0xd7a3, SCRIPT_HANGUL},
	{0xf900, 0xfaff, SCRIPT_HAN},
	{0xff66, 0xff9f, SCRIPT_KANA},
	{0x20000, 0x3ffff, SCRIPT_HAN},
};

/* The language of a script that has one, or one that is far before the others. */
static const char *const script_languages[SCRIPT_COUNT] = {
	[SCRIPT_KANA] = "ja",
	[SCRIPT_HAN] = "zh",
	[SCRIPT_HANGUL] = "ko",
	[SCRIPT_GREEK] = "el",
	[SCRIPT_HEBREW] = "he",
	[SCRIPT_THAI] = "th",
	[SCRIPT_DEVANAGARI] = "hi",
	[SCRIPT_BENGALI] = "bn",
	[SCRIPT_TAMIL] = "ta",
	[SCRIPT_TELUGU] = "te",
	[SCRIPT_GUJARATI] = "gu",
	[SCRIPT_KANNADA] = "kn",
	[SCRIPT_MALAYALAM] = "ml",
	[SCRIPT_PANJABI] = "pa",
	[SCRIPT_SINHALA] = "si",
	[SCRIPT_KHMER] = "km",
	[SCRIPT_LAO] = "lo",
	[SCRIPT_BURMESE] = "my",
	[SCRIPT_GEORGIAN] = "ka",
	[SCRIPT_ARMENIAN] = "hy",
	[SCRIPT_ETHIOPIC] = "am",
};

/* Small words, lower case, each with a blank on both sides. */
static const struct vocabulary {
	const char *language;
	const char *words;
} vocabularies[] = {
	{"en", " the of and to in is that for it was on with as are by this be from at have has an "
	       "or not its will their which were but they after more about said new "},
	{"de", " der die und das den von zu mit sich des auf für ist im dem nicht ein eine als "
	       "auch "
	       "es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem "
	       "über "
	       "einen so zum war haben nur oder aber vor zur bis mehr durch "},
	{"fr", " le la les de des et un une du en que est pour qui dans sur au par pas plus ne se "
	       "ce "
	       "il sont avec aux son cette ou être été mais a à nous vous leur ses ces "},
	{"es", " el la de que y en un una los del se las por con para es al lo como más su pero "
	       "sus "
	       "o este ha sí porque esta son entre está cuando muy sin sobre también fue "},
	{"pt", " o a de que e do da em um uma para é com não os no se na por mais as dos como mas "
	       "ao "
	       "das à seu sua ou ser quando muito nos já está também foi pelo pela até são "},
	{"it", " il di che la e un in per è del non una si le con da i al come sono della dei ha "
	       "nel "
	       "più alla gli anche lo ma dal delle nella questo ed o su dalla degli "},
	{"nl", " de het een van en in is dat op te zijn met voor niet die aan er om ook als bij "
	       "door "
	       "naar uit heeft maar worden wordt nog hij over tot dan deze zich hebben meer "},
	{"sv", " och att det i en som på är av för med den till har de inte om ett man men var sig "
	       "så "
	       "från vi kan när eller nu han ska efter vid här också "},
	{"da", " og at det i en den til er som på de med af for ikke der var han har et men om vi "
	       "sig "
	       "fra kan blev ved også efter nu når havde skal eller være "},
	{"nb", " og i det er på som en til av at for med har de ikke den var et han om men fra kan "
	       "seg vi så også etter nå når skal ble eller være ved mot "},
	{"fi", " ja on ei että se oli hän mutta ovat kun niin myös jos sen tai mukaan joka ole "
	       "olla "
	       "kuin vuonna sekä jo vain nyt kanssa "},
	{"pl", " i w na się nie z do to że jest o jak po za ale co od dla są przez przy być oraz "
	       "jego "
	       "tym już tylko ze czy może także który która które roku "},
	{"cs", " a se v na je že s z do o i to ve za jako pro by po ale jsou byl od k který není "
	       "bude "
	       "také však podle jeho až která které roku "},
	{"sk", " a sa v na je že s z do o i to vo za ako pre by po ale sú bol od k ktorý nie bude "
	       "tiež však podľa jeho až ktorá ktoré roku "},
	{"hu", " a az és hogy nem is egy ez van meg csak már volt de ha mint vagy el még azt "
	       "minden "
	       "szerint után lesz majd kell így "},
	{"ro", " și de în la a cu pe nu o din că este un care pentru mai se sunt prin fi sau după "
	       "au "
	       "fost ce dar lui am către al ale "},
	{"tr", " ve bir bu da de için ile olarak çok daha olan en gibi kadar sonra ne var ama her "
	       "göre oldu olduğu ise o mi değil "},
	{"id", " yang dan di ini dengan untuk pada dari dalam tidak akan adalah itu ke oleh juga "
	       "sebagai telah atau tersebut bisa karena ada lebih "},
	{"vi", " và của là có cho không trong được một các này với người đã những để khi đến từ "
	       "về ra tại theo năm "},
	{"ca", " i de la el que en a els les un una per amb és no del al es dels ha com més són va "
	       "però aquest aquesta també seva seu "},
	{"hr", " i u je na se da za su od s o ne će bi kako koji što kao iz do ali te nije biti "
	       "više "
	       "samo prema koja koje godine "},
	{"sl", " in je v na se za so da ki pa z s ne tudi po bi kot iz o ali od do še bo pri ter "
	       "leta več bilo "},
	{"et", " ja on ei et see oli kui ka mis aga ning oma või selle ta kes seda siis olid mille "
	       "aasta pärast juba "},
	{"lv", " un ir ar no par ka tas kas uz pēc arī bet lai vai gada nav tika līdz pie kā šis "},
	{"lt", " ir yra kad į su iš tai buvo bet ne o už kaip metų dar apie per jau nuo bus prie "},
	{"ru", " и в не на что с по как это он к из у за от но для а до или же так его все был при "
	       "о об их также после года со "},
	{"uk", " і в не на що з та у до як за це від про для а його але й є або який також після "
	       "року чи під було щоб "},
	{"bg", " и на да от в за се с не че по са е до като това си му който при най след може ще "
	       "или през но бе "},
	{"sr", " и у је на се да за су од са о не ће би као који што из до али те није више само "
	       "према која које године "},
	{"ar", " في من على إلى أن عن التي الذي هذا هذه مع كان ما لا بعد بين قال كما أو قد خلال "},
	{"fa", " و در به از که این را با است برای آن یک می بر تا شد خود هم شده کرد های ها "},
	{"ur", " کے میں کی ہے اور سے کا کو اس پر نے ہیں کہ یہ بھی تھا گیا نہیں ایک "},
};

#define N_VOCABULARIES (sizeof vocabularies / sizeof *vocabularies)

struct census {
	size_t letters[SCRIPT_COUNT];
	int hits[N_VOCABULARIES];
};

static enum script
script_of(uint32_t point)
{
	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		if (point <= blocks[i].last)
			return point >= blocks[i].first ? blocks[i].script : SCRIPT_LATIN;
	return SCRIPT_LATIN;
}

/* Capital letters of Latin-1 and Cyrillic beside those of ASCII: the small words have no others. */
static uint32_t
lower(uint32_t point)
{
	if (point < 0x80)
		return (uint32_t)(unsigned char)ascii_lower((char)point);
	if ((point >= 0xc0 && point <= 0xde && point != 0xd7) || (point >= 0x410 && point <= 0x42f))
		return point + 0x20;
	return point;
}

static bool
is_letter(uint32_t point)
{
	if (point < 0x80)
		return ascii_is_alpha((char)point);
	return point >= 0xc0 && (point < 0x2000 || point > 0x303f) && point != 0xd7 &&
	       point != 0xf7 && point != 0x60c;
}

/* `word` has a blank on both sides. */
static void
count_word(struct census *census, struct span word)
{
	for (size_t i = 0; i < N_VOCABULARIES; i++) {
		struct span words = span_of(vocabularies[i].words);

		if (span_find(words, word) < words.len)
			census->hits[i]++;
	}
}

static void
take_census(struct census *census, struct span text)
{
	char word[WORD_BYTES_MAX + UTF8_MAX_BYTES + 2] = " ";
	size_t len = 1;

	for (size_t at = 0; at <= text.len;) {
		uint32_t point = ' ';
		size_t used = utf8_decode(span_from(text, at), &point);

		if (is_letter(point)) {
			census->letters[script_of(point)]++;
			if (len < WORD_BYTES_MAX)
				len += utf8_encode(lower(point), word + len);
		} else if (len > 1) {
			word[len] = ' ';
			if (len < WORD_BYTES_MAX)
				count_word(census, span_make(word, len + 1));
			len = 1;
		}
		at += used > 0 ? used : 1;
	}
}

static struct span
by_words(const struct census *census)
{
	size_t best = 0;
	int second = 0;

	for (size_t i = 1; i < N_VOCABULARIES; i++) {
		if (census->hits[i] > census->hits[best]) {
			second = census->hits[best];
			best = i;
		} else if (census->hits[i] > second) {
			second = census->hits[i];
		}
	}
	if (census->hits[best] < HITS_MIN || census->hits[best] * LEAD_DEN < second * LEAD_NUM)
		return SPAN_NONE;
	return span_of(vocabularies[best].language);
}

struct span
language_guess(struct span text)
{
	struct census census = {0};
	size_t most = 0;

	take_census(&census, utf8_head(text, TEXT_BYTES_MAX));
	/* Japanese is written with Han too, Chinese never with kana. */
	if (census.letters[SCRIPT_KANA] * KANA_PART > census.letters[SCRIPT_HAN])
		census.letters[SCRIPT_KANA] += census.letters[SCRIPT_HAN];
	for (size_t i = 1; i < SCRIPT_COUNT; i++)
		if (census.letters[i] > census.letters[most])
			most = i;
	if (script_languages[most] == NULL)
		return by_words(&census);
	return census.letters[most] >= LETTERS_MIN ? span_of(script_languages[most]) : SPAN_NONE;
}
