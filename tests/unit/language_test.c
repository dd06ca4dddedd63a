#include "tests/unit/test.h"

#include "feeds/language.h"

static const struct {
	const char *text;
	const char *language; /* NULL: nobody can say */
} cases[] = {
	{"The company said that its revenue for the quarter was higher than expected", "en"},
	{"Der Konzern hat nach eigenen Angaben mehr Gewinn gemacht als im Vorjahr", "de"},
	{"Le groupe a annoncé une hausse de ses ventes dans les pays émergents", "fr"},
	{"La empresa anunció que los ingresos del trimestre fueron más altos", "es"},
	{"A empresa não divulgou os resultados do trimestre para o mercado", "pt"},
	{"Il gruppo ha annunciato che i ricavi del trimestre sono più alti", "it"},
	{"Het bedrijf heeft meer winst gemaakt dan in het jaar daarvoor", "nl"},
	{"Bolaget har inte lämnat någon prognos för det här året och vd:n avgår", "sv"},
	{"Yhtiö kertoi että sen tulos oli parempi kuin vuonna 2020 mutta se ei riitä", "fi"},
	{"Spółka poinformowała że zysk jest wyższy niż w ubiegłym roku i nie będzie dywidendy",
		"pl"},
	{"Şirket bu yıl için daha yüksek bir kâr ve çok yatırım bekliyor", "tr"},
	{"Компания сообщила что прибыль за квартал выросла и не ожидает снижения", "ru"},
	{"Компанія повідомила що прибуток за квартал зріс та не очікує зниження", "uk"},
	{"삼성전자는 올해 실적이 개선될 것으로 전망했다", "ko"},
	{"トヨタ自動車は今年の業績見通しを発表した", "ja"},
	{"腾讯公司公布了今年第三季度的财务业绩报告", "zh"},
	{"Η εταιρεία ανακοίνωσε τα αποτελέσματα του τριμήνου", "el"},
	{"אפל הודיעה על תוצאות הרבעון השלישי שלה", "he"},
	{"قالت الشركة إن أرباحها ارتفعت في الربع الثالث من هذا العام", "ar"},
	{"บริษัทประกาศผลประกอบการไตรมาสที่สาม", "th"},
	{"कंपनी ने अपने तिमाही नतीजों की घोषणा की है", "hi"},
	{"", NULL},
	{"META", NULL},
	{"Apple Microsoft Nvidia Tesla", NULL},
	{"12345 67890", NULL},
	{"424B5 - U.S. GoldMining Inc. (0001947244) (Filer) Size: 44 KB", NULL},
	{"6-K Ferrovial SE, PRE 14A - NOODLES & Co (Filer) S K A O", NULL},
};

static void
a_language_is_told_by_script_and_small_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_span(language_guess(span_of(cases[i].text)), cases[i].language);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_language_is_told_by_script_and_small_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
