"""Classes of English words that tell whether a word beside them is a name. Written without apostrophes."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


EVERYDAY = _words(
    """will may april june august long young park day case price rich true best good love justice peace
    story street church field fields wood woods hall hill hills little black white brown green gray grey
    red king page cook rice bush early major low stone fair free gold cash star sky rain summer autumn
    winter spring christian angel chance art miles bill don guy sunny dear mercy patience honor honour
    liberty freedom heaven holiday banks moon sun storm swift sharp small short strong wise goodman
    bright savage power powers pride virtue law laws lawless bond chase mars venus north south
    east west english french german ireland israel london paris brooklyn china india america"""
)
"""Also names, but in a story nearly always the ordinary word: only strong signs make them a name."""

FREQUENT = _words(
    """mark marks grace hope rose faith joy grant frank drew dawn sue pat hunter mason baker miller
    carter cooper porter butler bishop prince noble knight singer weaver potter walker parker marshal
    marshall pope fox wolf bear bird hawk lamb fish swan crane bean berry trinity destiny harmony
    melody charity unique precious blessing treasure journey genesis miracle serenity clarity prudence
    honesty rivers lane cliff forest clay sage jewel ward barb buck bud chuck flip rip rusty skip slim
    tab trace dusty stormy misty windy candy honey ashes ash rocky"""
)
"""Also names, and often enough ordinary: a name unless they stand as the ordinary word does."""

GIVEN = _words(
    """barney basil beau bob bobby brad brandy carol charlie chad clement colleen curt daisy dale derrick dick
    dolly earl ed eddy eve fanny felicity fern flora garrison gene ginger graham hank hardy harry hazel heath
    heather hector holly homer iris ivy jack jasmine jasper jay jean jenny jersey jimmy joey john johnny josh
    ken kit kitty laurel lee lily lulu maria marina marge martin meg mercedes mick mickey mike molly myrtle
    nelson nick noel olive pansy patsy patty pearl peg penny percy peter phoebe pierce ray rick rob robin rod
    roger roman romeo rosemary ruby russell sally sandy sheila sherry sibyl smith sonny stella sterling ted
    teddy terry timothy tom tony trey troy tucker valentine vanessa veronica victor viola violet waldo willy
    jade kim maxim amber angelica aurora bailey billy crystal"""
)
"""Names that a dictionary has as words too, but which with a capital are hardly ever those."""

CONTRACTED = _words(
    """im ive theyre theyve theyd theyll youre youve youd youll weve hes shes thats theres whos whats heres
    hasnt hadnt werent arent shouldve couldve wouldve"""
)
CALENDAR = _words(
    """january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday"""
)
TEMPORAL = _words(
    """in since until till by during last next this early late mid of through from to before after
    every throughout around past about between the"""
)

DETERMINERS = _words(
    "a an the this that these those my your his her its our their some any no every each such"
)
SUBJECTS = _words(
    """i you u he she it we they who that this these those there people ppl someone somebody everyone
    everybody anyone anybody nobody one what which things everything yall"""
)
FUNCTION_WORDS = (
    DETERMINERS
    | SUBJECTS
    | _words(
        """me him us them whom to for of in on at by with from into over under about if as than so or
        nor but not be been being here all ur more most much many both either neither"""
    )
)
"""None of these can follow a name at the start of a sentence, but for those in `AFTER_A_NAME`."""

AFTER_A_NAME = _words("from with on in at who not being under but")
HELPERS = _words(
    """will would can could should might must may do does did dont doesnt didnt cant wont wouldnt
    couldnt shouldnt not never please pls just also always gonna wanna lets"""
)
AUXILIARIES = _words(
    """will would can could should might must may wont wouldnt cant couldnt shouldnt doesnt didnt isnt
    wasnt hasnt hadnt aint does did do is was are were has had been"""
)
BEFORE_ADJECTIVE = _words("how so too as very that no all any only little false ill good free much")
HAVING = _words(
    """have has had having lost lose losing gave give gives given make makes made find finds found show
    shows showed act acts acted need needs needed get gets getting lack without full is are was were be
    been being of in into for as than like more less most bad high low great real such own new old last
    question common pure with"""
)
LED = _words(
    """talk talked talking speak spoke speaking said says lied close apologize apologized apologise went
    going sent gave according listen listening next wrote write writing reply replied engaged married
    related attached loyal been come came report reported introduced reached reach respond responded"""
)
"""After these `to` leads to a person."""

CLOSE = _words(
    """ex exs guy girl dude man woman person kid bestie bf gf coworker colleague boss roomie neighbor
    neighbour sister brother cousin uncle aunt comrade partner friend boyfriend girlfriend husband wife
    roommate housemate chair cochair landlord manager classmate teammate mr mrs ms miss mx dr"""
)
REACHED = (
    _words(
        """tell telling told ask asking asked let letting keep keeping kept want wants need making make
        missed misses missing met meet meeting owe owes owed sent send sending block blocked blocking
        report reporting reported forgive forgave seeing see saw text texting texted call calling called
        message messaging messaged date dating dated hate hates hated love loves loved avoid avoiding
        avoided confront confronting confronted invite invited thank thanked warn warned hug hugged kiss
        kissed fire fired remove removed suspend suspended ban banned kick kicked gave give showed show
        help helped hear heard hearing watch watched named name alias aka emailed phoned know knows knew
        blame blamed believe believed trust trusted hit hurt pushed against between contacted ignored
        accused married"""
    )
    | CLOSE
)
LINKS = _words("and or n w with from by about near around against beside behind to at for plus")
AFTER = _words(
    """and or n about that because but who when after before while again since once twice last anymore
    now today yesterday out used until till always is was if whether so then at on in"""
)
FEELING = _words("afraid scared because sick tired front ahead sure jealous")
BEING = _words("is was its thats were isnt wasnt")
QUESTIONS = _words("why how when where what")
DOES = _words(
    """said says told tells asks hit hits hurt kept keeps came comes went goes made makes got gets took
    takes gave gives wants thinks thought knew knows tries lied left stood sat spoke felt feels became
    threw spit spat broke drove stole hung slept fell held bit found lost met put cut let ran saw heard
    paid sold bought brought caught taught fought led read rode shook shut slid swore tore wore woke won
    spread beat began drank ate bullies bullied uses seems owes refuses interrupts sent sends wrote
    writes hates loves stalks meant means acts calls texts messages emails starts yells runs has"""
)
BARE = _words("hit hurt put cut let read shut beat spread do been can must")
"""What may follow `will` and `may` as verbs too."""

GLUE = FUNCTION_WORDS | HELPERS | BARE
"""Words of which a sentence is full: only capitals make a name of them."""

NOT_PAST = _words("need feed speed proceed exceed succeed embed bleed breed indeed hundred red bed seed")
SKIPPED = _words(
    """always never just also still even actually only already basically kinda then both once often
    sometimes constantly literally really tho"""
)
LISTING = _words("with from by to and for or n")
OWNED = _words(
    """house place home apartment apt flat room car phone door desk mom mum mother dad father sister
    brother friend friends girlfriend boyfriend gf bf partner wife husband roommate ex party birthday
    family dog cat job fault idea email emails messages texts story post account wedding work kid kids
    couch bed street porch behavior behaviour words actions kitchen a an been not always so such being"""
)
SPANISH = _words("que de el la los las un una en y por con para mi su lo le me quiero del al yo ella es")
