namespace GatewaySim.Domain.Consent.Keywords;

/// <summary>Which letters count as which: a base (one letter or a few), then everything that is folded to it.</summary>
/// <remarks>
/// All letters of the first 65,536 code points whose canonical decomposition (Unicode 14) is a Latin, Greek or Cyrillic
/// letter and marks of U+0300-036F: so composed and decomposed spellings fold to the same. Then letters with strokes
/// and hooks, and ligatures. An own table, because String.Normalize returns its input unchanged, and says nothing,
/// when globalization is invariant (measured on SDK 10.0.401).
/// </remarks>
internal static class FoldRows
{
    public const string Latin = """
        A ÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎǞǟǠǡǺǻȀȁȂȃȦȧȺḀḁẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặ
        AE ÆæǢǣǼǽ
        B ƀƁɃɓḂḃḄḅḆḇ
        C ÇçĆćĈĉĊċČčƇƈȻȼḈḉ
        D ÐðĎďĐđƊɗḊḋḌḍḎḏḐḑḒḓ
        DZ ǄǅǆǱǲǳ
        E ÈÉÊËèéêëĒēĔĕĖėĘęĚěȄȅȆȇȨȩḔḕḖḗḘḙḚḛḜḝẸẹẺẻẼẽẾếỀềỂểỄễỆệ
        F ƑƒḞḟ
        FF ﬀ
        FFI ﬃ
        FFL ﬄ
        FI ﬁ
        FL ﬂ
        G ĜĝĞğĠġĢģƓǤǥǦǧǴǵɠḠḡ
        H ĤĥĦħȞȟḢḣḤḥḦḧḨḩḪḫẖ
        I ÌÍÎÏìíîïĨĩĪīĬĭĮįİıƗǏǐȈȉȊȋɨḬḭḮḯỈỉỊị
        IJ Ĳĳ
        J ĴĵǰɈɉ
        K KĶķĸƘƙǨǩḰḱḲḳḴḵ
        L ĹĺĻļĽľĿŀŁłƚȽḶḷḸḹḺḻḼḽ
        LJ Ǉǈǉ
        M ḾḿṀṁṂṃ
        N ÑñŃńŅņŇňŉŊŋƝƞǸǹȠɲṄṅṆṇṈṉṊṋ
        NJ Ǌǋǌ
        O ÒÓÔÕÖØòóôõöøŌōŎŏŐőƟƠơǑǒǪǫǬǭǾǿȌȍȎȏȪȫȬȭȮȯȰȱɵṌṍṎṏṐṑṒṓỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợ
        OE Œœ
        P ƤƥṔṕṖṗ
        R ŔŕŖŗŘřȐȑȒȓɌɍṘṙṚṛṜṝṞṟ
        S ŚśŜŝŞşŠšſȘșṠṡṢṣṤṥṦṧṨṩẛ
        SS ßẞ
        ST ﬅﬆ
        T ŢţŤťŦŧƬƭƮȚțʈṪṫṬṭṮṯṰṱẗ
        TH Þþ
        U ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯưǓǔǕǖǗǘǙǚǛǜȔȕȖȗɄʉṲṳṴṵṶṷṸṹṺṻỤụỦủỨứỪừỬửỮữỰự
        V ƲʋṼṽṾṿ
        W ŴŵẀẁẂẃẄẅẆẇẈẉẘ
        X ẊẋẌẍ
        Y ÝýÿŶŷŸƳƴȲȳɎɏẎẏẙỲỳỴỵỶỷỸỹ
        Z ŹźŻżŽžƵƶȤȥẐẑẒẓẔẕ
        Ʒ Ǯǯ
        """;

    public const string Greek = """
        Α ΆάἀἁἂἃἄἅἆἇἈἉἊἋἌἍἎἏὰᾀᾁᾂᾃᾄᾅᾆᾇᾈᾉᾊᾋᾌᾍᾎᾏᾰᾱᾲᾳᾴᾶᾷᾸᾹᾺᾼ
        Ε ΈέἐἑἒἓἔἕἘἙἚἛἜἝὲῈ
        Η ΉήἠἡἢἣἤἥἦἧἨἩἪἫἬἭἮἯὴᾐᾑᾒᾓᾔᾕᾖᾗᾘᾙᾚᾛᾜᾝᾞᾟῂῃῄῆῇῊῌ
        Ι ΊΐΪίϊἰἱἲἳἴἵἶἷἸἹἺἻἼἽἾἿὶῐῑῒῖῗῘῙῚ
        Ο ΌόὀὁὂὃὄὅὈὉὊὋὌὍὸῸ
        Ρ ῤῥῬ
        Υ ΎΫΰϋύϒϓϔὐὑὒὓὔὕὖὗὙὛὝὟὺῠῡῢῦῧῨῩῪ
        Ω ΏώὠὡὢὣὤὥὦὧὨὩὪὫὬὭὮὯὼᾠᾡᾢᾣᾤᾥᾦᾧᾨᾩᾪᾫᾬᾭᾮᾯῲῳῴῶῷῺῼ
        """;

    public const string Cyrillic = """
        І Її
        А ӐӑӒӓ
        Г Ѓѓ
        Е ЀЁѐёӖӗ
        Ж ӁӂӜӝ
        З Ӟӟ
        И ЍЙйѝӢӣӤӥ
        К Ќќ
        О Ӧӧ
        У ЎўӮӯӰӱӲӳ
        Ч Ӵӵ
        Ы Ӹӹ
        Э Ӭӭ
        Ѵ Ѷѷ
        Ә Ӛӛ
        Ө Ӫӫ
        """;

    /// <summary>Letters that an editor might silently replace by their twins, so written as numbers.</summary>
    public static readonly string[] Singletons =
    [
        "A \u212B", "K \u212A", "Α \u1F71\u1FBB", "Ε \u1F73\u1FC9", "Η \u1F75\u1FCB", "Ι \u1F77\u1FBE\u1FD3\u1FDB",
        "Ο \u1F79\u1FF9", "Υ \u1F7B\u1FE3\u1FEB", "Ω \u1F7D\u1FFB\u2126", "\u02B9 \u0374",
    ];

    /// <summary>The apostrophes that phones put for the one on the keyboard.</summary>
    public const string Apostrophe = "' \u2018\u2019\u02BC";
}
