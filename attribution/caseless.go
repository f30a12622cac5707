package attribution

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// resolveCaseless resolves a mention, which begins at token first, in a language whose writing tells no names: those who
// are called the same are one, and so are those of whom one is called by a part of the other's
// name.
func (a *analysis) resolveCaseless(mention string, first int) resolution {
	const sure, part = 0.8, 0.7
	mention = a.withoutTopic(mention)
	if a.language.Pronoun(mention) {
		return a.resolveNear(first, Gender(a.language.Sex(mention)), false)
	}
	name, role := a.bareName(mention)
	if id := a.listedAs(name); id >= 0 {
		return resolution{id, Nominal, sure}
	}
	id, ok := a.phrases[name]
	if !ok && a.lang == "ko" && role != "" && utf8.RuneCountInString(name) == 1 {
		id, ok = a.phrases[role] // 김| 시장 after 김민수| 시장
	}
	if !ok {
		a.cast = append(a.cast, &entity{name: name})
		id = len(a.cast) - 1
		a.phrases[name] = id
		if words := strings.Fields(name); (a.lang == "ar" && role != "" || a.lang == "he") && len(words) == 2 {
			if _, taken := a.phrases[words[1]]; !taken {
				a.phrases[words[1]] = id // the surname by itself
			}
		}
	}
	if e := a.cast[id]; role != "" {
		if len(e.roles) < maxNames && !slices.Contains(e.roles, role) {
			e.roles = append(e.roles, role)
		}
		if _, taken := a.phrases[role]; !taken {
			a.phrases[role] = id // "市長は" after "市長の佐藤健一は"
		}
	}
	if name != mention {
		return resolution{id, Nominal, part}
	}
	return resolution{id, Nominal, sure}
}

// withoutTopic returns a mention without the topic particle that is written onto it: 山下トヨ|さんは.
func (a *analysis) withoutTopic(mention string) string {
	bare := mention
	for t := range a.language.Topics {
		if stem, ok := strings.CutSuffix(mention, t); ok && stem != "" && (a.lang == "ja" || a.language.Pronoun(stem)) && len(stem) < len(bare) {
			bare = stem
		}
	}
	return bare
}

// bareName parts a name from what its bearer does: 町長の|佐藤健一, 局长|刘建国, 이정호| 시장,
// الوزير| سامي الخطيب. The role is empty if there is none.
func (a *analysis) bareName(mention string) (name, role string) {
	switch a.lang {
	case "ja":
		if k := strings.LastIndex(mention, "の"); k > 0 && utf8.RuneCountInString(mention[k:]) > 2 {
			mention, role = mention[k+len("の"):], mention[:k]
		}
		for _, title := range titlesJA {
			if bare, ok := strings.CutSuffix(mention, title); ok && utf8.RuneCountInString(bare) > 1 {
				return afterClauseJA(bare), title
			}
		}
		mention = afterClauseJA(mention)
	case "zh":
		if k := strings.LastIndex(mention, "的"); k > 0 && utf8.RuneCountInString(mention[k:]) > 2 {
			mention, role = mention[k+len("的"):], mention[:k] // 卖豆腐的|孙秀英
		}
		r := []rune(mention)
		for _, n := range []int{3, 2} { // characters of a name
			if k := len(r) - n; k > 1 && strings.ContainsRune(surnamesZH, r[k]) && strings.ContainsRune(roleEndsZH, r[k-1]) {
				return string(r[k:]), string(r[:k])
			}
		}
		if len(r) > 4 && strings.ContainsRune(surnamesZH, r[0]) {
			return string(r[:3]), role // 周文斌|放下茶杯
		}
	case "ko":
		if name, role, ok := strings.Cut(mention, " "); ok {
			return name, role
		}
	case "ar":
		if w := strings.Fields(mention); len(w) == 4 && !strings.HasPrefix(w[0], "ال") && strings.HasPrefix(w[1], "ال") {
			return w[2] + " " + w[3], w[0] + " " + w[1] // رئيس البلدية| سامي الحداد
		}
		if role, name, ok := strings.Cut(mention, " "); ok && strings.HasPrefix(role, "ال") && strings.Contains(name, " ") {
			return name, role
		}
	}
	return mention, role
}

// afterClauseJA returns the name at the end of what tells of its bearer first: 毎日バスで通院しているという|
// 山下トヨ. A name has no hiragana then.
func afterClauseJA(mention string) string {
	const long = 8 // characters, more than a name has
	r := []rune(mention)
	k := len(r)
	for k > 0 && (r[k-1] < 0x3041 || r[k-1] > 0x309f) {
		k--
	}
	if len(r) <= long || k == 0 || len(r)-k < 2 {
		return mention
	}
	return string(r[k:])
}

// titlesJA follow a name.
var titlesJA = strings.Fields("市長 町長 村長 知事 社長 会長 教授 首相 大臣 議員 部長 課長 監督 選手 さん 氏 先生 容疑者 被告")

// surnamesZH are frequent surnames, in simplified and traditional characters; roleEndsZH the last
// characters of what people do. Both were written by hand.
const (
	surnamesZH = "王李张劉刘陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅高郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾肖田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付方邹鄒熊白孟秦邱侯江尹薛雷龙龍史陶贺賀顾顧毛郝龚邵万萬钱錢严嚴武戴莫孔向汤湯温溫康施文"
	roleEndsZH = "板家长長员員师師者授任理席记記表监監民人生兵手官警医醫士导導工商农農客友主"
)
