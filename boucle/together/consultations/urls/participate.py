"""What participants walk: their code, their sheet, their votes."""

from django.urls import path

from boucle.together.consultations.views import answering, ballot, bringing, entering, sending, voting

patterns = [
    path("c/<str:reference>/join/", entering.join, name="join"),
    path("statement/follow/<str:secret>/", bringing.brought, name="brought"),
    path("take-part/", entering.type_code, name="type_code"),
    path("take-part/<str:code>/", entering.take_part, name="take_part"),
    path("take-part/<str:code>/link/", entering.link, name="link"),
    path("take-part/<str:code>/leave/", sending.leave, name="leave"),
    path("take-part/<str:code>/send/", sending.send, name="send"),
    path("take-part/<str:code>/receipt/<int:number>/", sending.receipt, name="receipt"),
    path("take-part/<str:code>/ballot/", ballot.ballot, name="ballot"),
    path("take-part/<str:code>/vote/", voting.vote, name="vote"),
    path("take-part/<str:code>/votes/", voting.votes, name="votes"),
    path("take-part/<str:code>/finish/", voting.finish, name="finish"),
    path("take-part/<str:code>/statement/", bringing.bring, name="bring"),
    path("take-part/<str:code>/<int:number>/", answering.item, name="answer"),
]
